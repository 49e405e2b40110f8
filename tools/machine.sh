#!/bin/sh
# Brings what the tests need and pip cannot: PostgreSQL's server programs, Chromium, and exiftool and poppler, which
# read back what was cleaned out of files.
#
#   tools/machine.sh            installs them, or says how
#   tools/machine.sh --if-may   the same where it may (root on Debian or Ubuntu); elsewhere it leaves the machine as it is
set -eu

has_postgres() { command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_chromium() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

# Playwright's driver is linked against it, and a bare Debian lacks it.
has_libatomic() {
    [ "$(uname -s)" != Linux ] || ls /usr/lib/*/libatomic.so.1 /usr/lib/libatomic.so.1 /usr/lib64/libatomic.so.1 2>/dev/null | grep -q .
}

has_exiftool() { command -v exiftool >/dev/null 2>&1; }
has_poppler() { command -v pdfinfo >/dev/null 2>&1 && command -v pdfdetach >/dev/null 2>&1; }

packages=""
has_postgres || packages="postgresql"
has_chromium || packages="$packages chromium-headless-shell"
has_libatomic || packages="$packages libatomic1"
has_exiftool || packages="$packages libimage-exiftool-perl"
has_poppler || packages="$packages poppler-utils"
packages=${packages# }
# Where Chromium is here already, its lighter form spares two thirds of the browser's work; nothing depends on it.
if [ -z "$packages" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && ! command -v chromium-headless-shell >/dev/null 2>&1; then
    DEBIAN_FRONTEND=noninteractive timeout 120 apt-get -q -y -o DPkg::Lock::Timeout=30 install --no-install-recommends \
        chromium-headless-shell </dev/null >/dev/null 2>&1 || true
fi
if [ -z "$packages" ]; then
    [ "${1:-}" = --if-may ] || echo "What the tests need is here already."
    exit 0
fi

system=""
if [ -r /etc/os-release ]; then
    system=$(. /etc/os-release && echo "${ID:-} ${ID_LIKE:-}")
fi
case "$system" in
*debian* | *ubuntu*) apt=yes ;;
*) apt=no ;;
esac

if [ "$apt" = no ]; then
    line="Missing: $packages. Install PostgreSQL with its server programs (initdb, postgres), Chromium, exiftool and poppler's programs with this system's package manager."
elif [ "$(id -u)" != 0 ]; then
    line="Missing: $packages. To add it: sudo apt-get install $packages"
else
    line=""
fi
if [ -n "$line" ]; then
    echo "$line" >&2
    # Continuous integration runs every test or fails; elsewhere `make test` goes on and names what it left out.
    [ "${1:-}" = --if-may ] && [ "${CI:-}" != true ] && exit 0
    exit 1
fi

# Debian would make a cluster and keep it running; the tests bring their own.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/goodcatch-tests.conf
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
apt_get() { apt-get -q -y -o Acquire::Retries=5 -o DPkg::Lock::Timeout=300 "$@" </dev/null; }
for attempt in 1 2 3; do
    echo "Installing $packages (attempt $attempt) ..."
    # shellcheck disable=SC2086  # several packages are several words
    if apt_get update >/dev/null && apt_get install --no-install-recommends $packages >"$log" 2>&1; then
        echo "What the tests need is here now."
        exit 0
    fi
done
tail -n 30 "$log" >&2 || true
echo "apt-get could not install $packages; its last words stand above." >&2
exit 1
