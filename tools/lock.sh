#!/bin/sh
# Pins what pyproject.toml asks for, with hashes, into requirements/. Pins already there stay, unless --upgrade is given.
set -eu
cd "$(dirname "$0")/.."

pin() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-package goodcatch-wording --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}

pin "$@" pyproject.toml --output-file requirements/runtime.txt
pin "$@" --group build --constraint requirements/runtime.txt --output-file requirements/build.txt
pin "$@" --group development --constraint requirements/runtime.txt --constraint requirements/build.txt \
    --output-file requirements/development.txt
