#!/bin/sh
# Brings axe-core, the accessibility checker of the browser tests, from npm: tools/vendor_axe.sh 4.14.1
set -eu
version=${1:?"Say which version of axe-core: tools/vendor_axe.sh 4.14.1"}
target=$(cd "$(dirname "$0")/.." && pwd)/tests/browser/vendor/axe-core
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm pack --silent "axe-core@$version" >/dev/null
tar xzf "axe-core-$version.tgz"
cp package/axe.min.js package/LICENSE package/LICENSE-3RD-PARTY.txt "$target/"
sed -i "1s/^axe-core [0-9.]*/axe-core $version/" "$target/README.md"
echo "axe-core $version stands in $target."
