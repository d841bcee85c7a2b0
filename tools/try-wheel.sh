#!/bin/sh
# Build the wheel, install it alone in an empty environment in a folder with a space in its name, and run it.
set -eu
python="${1:-python3}"
top=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
place="$folder/an empty place"
mkdir "$place"
"$top/.venv/bin/python" -m build --wheel --no-isolation --outdir "$place" "$top" >/dev/null
"$python" -m venv "$place/env"
"$place/env/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$top/requirements/run.lock"
"$place/env/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$place"/*.whl
cp "$top/sample_data/bromley-liquidlogic.xlsx" "$top/sample_data/clean.xlsx" "$place"
cd "$place"
expect() {
    wanted="$1"; shift
    code=0
    "$place/env/bin/cwd-audit" "$@" >out.txt 2>err.txt || code=$?
    if [ "$code" -ne "$wanted" ]; then
        echo "the wheel: cwd-audit $* ended with $code, not $wanted" >&2
        cat err.txt >&2
        exit 1
    fi
}
expect 0 --version
expect 0 policy list
expect 1 check bromley-liquidlogic.xlsx --as-of 2026-10-31 --format json
expect 1 check bromley-liquidlogic.xlsx --as-of 2026-10-31 --output worklist.html
expect 0 check clean.xlsx --as-of 2026-10-31
expect 2 check missing.xlsx
echo "the wheel works alone"
