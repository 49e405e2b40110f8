"""Serves the gallery until it is stopped."""

import os
import sys

from tests.browser.gallery.serving import serving

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with serving(int(sys.argv[1])) as (address, thread):
        sys.stdout.write(f"The gallery is at {address}/in/gallery/\n")
        thread.join()
