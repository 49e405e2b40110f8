#!/bin/sh
# Brings htmx, which edits parts of a page in place, from npm: tools/vendor_htmx.sh 4.0.1
set -eu
version=${1:?"Say which version of htmx: tools/vendor_htmx.sh 4.0.1"}
target=$(cd "$(dirname "$0")/.." && pwd)/goodcatch/ui/static/ui/htmx
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm pack --silent "htmx.org@$version" >/dev/null
tar xzf "htmx.org-$version.tgz"
cp package/dist/htmx.min.js package/LICENSE "$target/"
sed -i "1s/^htmx [0-9.]*/htmx $version/; s/vendor_htmx.sh [0-9.]*/vendor_htmx.sh $version/" "$target/README.md"
echo "htmx $version stands in $target."
