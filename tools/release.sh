#!/bin/sh
# Make what is handed over: the wheel, the same bytes twice; its bill of materials; hashes of all; a look for known
# vulnerabilities. Everything goes to dist/.
set -eu
python="${1:-python3}"
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dist="$top/dist"
rm -rf "$dist"
mkdir -p "$dist"
# The time of the commit, so that whoever builds it again gets the same bytes.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
build() {
    git clone --quiet "$top" "$1/source"
    "$top/.venv/bin/python" -m build --wheel --no-isolation --outdir "$1" "$1/source" >/dev/null
}
mkdir "$folder/one" "$folder/two"
build "$folder/one"
TZ=Asia/Tokyo LC_ALL=C build "$folder/two"
wheel=$(basename "$folder"/one/*.whl)
if ! cmp "$folder/one/$wheel" "$folder/two/$wheel"; then
    echo "two builds of one commit differ: the wheel is not released" >&2
    exit 1
fi
cp "$folder/one/$wheel" "$dist"
cp requirements/run.lock "$dist/requirements.txt"

"$python" -m venv "$folder/tools"
"$folder/tools/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/release.lock
"$folder/tools/bin/cyclonedx-py" requirements requirements/run.lock --pyproject pyproject.toml --output-reproducible \
    --short-PURLs --output-format JSON --output-file "$dist/sbom.cdx.json"
(cd "$dist" && sha256sum -- * >SHA256SUMS)
echo "in dist/, the wheel built twice with the same bytes:"
cat "$dist/SHA256SUMS"
# Strict: what could not be looked up is no good news. Without a network to ask, this is where the release ends.
if ! "$folder/tools/bin/pip-audit" --strict --disable-pip --require-hashes -r requirements/run.lock; then
    echo "not audited, or something was found: see above; nothing is to be handed over before this passes" >&2
    exit 1
fi
