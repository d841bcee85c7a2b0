#!/bin/sh
# Make the data and the environments of the benchmark where they are missing, and run it. BENCH: the reference programs.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
references="${BENCH:-$top/../shared/bench}"
work="${BENCH_WORK:-$top/build/bench}"
rounds="${ROUNDS:-9}"
sizes="${SIZES:-council}"  # "council national" too, which takes 2.5 GB of disk and some minutes
mkdir -p "$work"
if [ ! -x "$work/tool/bin/cwd-audit" ] || [ -n "$(find "$top/src" "$top/schemas" -newer "$work/tool/bin/cwd-audit" -name '*.*' -print -quit)" ]; then
    rm -rf "$work/tool" "$work/dist"
    "$top/.venv/bin/python" -m build --wheel --no-isolation --outdir "$work/dist" "$top" >/dev/null
    python3 -m venv "$work/tool"
    "$work/tool/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$top/requirements/run.lock"
    "$work/tool/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$work"/dist/*.whl
fi
if [ ! -x "$work/references/bin/python" ]; then
    python3 -m venv "$work/references"
    "$work/references/bin/python" -m pip install --quiet --disable-pip-version-check -r "$top/bench/references.txt"
fi
for size in small $sizes; do
    if [ ! -f "$work/data/${size}_events.csv" ]; then
        "$work/references/bin/python" "$references/generate.py" "$size" --out "$work/data"
    fi
done
if [ -f "$work/data/national_events.csv" ] && [ ! -f "$work/data/million_events.csv" ]; then
    "$work/references/bin/python" "$references/generate.py" custom --cases 20000 --events 1000000 --name million \
        --no-xlsx --out "$work/data"
fi
# shellcheck disable=SC2086 – several sizes are several words
exec "$work/references/bin/python" "$top/bench/run.py" "$references" "$work" "$rounds" $sizes
