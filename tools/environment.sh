#!/bin/sh
# Builds the virtual environment in .venv from the pinned requirements.
#
#   tools/environment.sh runtime       what it takes to run Goodcatch
#   tools/environment.sh development   that, and what it takes to test and check it
set -eu
cd "$(dirname "$0")/.."
venv=.venv

# The system's own Python comes before others of its version: it is built with profile-guided optimisation, which one
# built by hand (pyenv) seldom is, and without which every page takes a fifth longer.
find_python() {
    for name in ${PYTHON:-} $(of_the_system) python3.11 python3 python3.13 python3.12 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    echo "Goodcatch needs Python 3.11 or newer, and none was found. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2
    echo "If it is installed under another name, say which: make PYTHON=/path/to/python3 ..." >&2
    return 1
}

of_the_system() {
    if /usr/bin/python3.11 -c 'import venv, ensurepip' 2>/dev/null; then
        echo /usr/bin/python3.11
    fi
}

make_venv() {
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "$python can make no virtual environment: the package python$version-venv is missing. On Debian or Ubuntu: apt-get install python$version-venv" >&2
        return 1
    fi
    "$python" -m venv "$venv"
}

install() {
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input install --quiet --retries 5 "$@"
}

# An environment whose Python has gone (moved, upgraded away) is made anew.
"$venv/bin/python" -c 'import pip' 2>/dev/null || { rm -rf "$venv"; make_venv; }

case "${1:-}" in
runtime)
    install --require-hashes -r requirements/build.txt -r requirements/runtime.txt
    # The project itself needs no network: what builds it is installed above.
    for package in packages/*/; do
        if [ -f "$package/pyproject.toml" ]; then
            install --no-deps --no-build-isolation -e "$package"
        fi
    done
    install --no-deps --no-build-isolation -e .
    ;;
development)
    install --require-hashes -r requirements/development.txt
    ;;
*)
    echo "Say what the environment is for: tools/environment.sh runtime, or tools/environment.sh development." >&2
    exit 2
    ;;
esac
