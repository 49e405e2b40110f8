"""`python -m goodcatch_wording` is the command."""

import sys

from goodcatch_wording.cli import main

sys.exit(main())
