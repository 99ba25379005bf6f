#!/usr/bin/env bash
# Prepares .venv: every package of requirements.lock by its hash, then the project itself, editable.
# Usage: .ci/install.sh [PYTHON]. Needs Python 3.11 or newer; uses uv where it can be had, else pip.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}
lock=requirements.lock

command -v "$python" >/dev/null || { echo "Install Python 3.11 or newer; '$python' was not found." >&2; exit 1; }
"$python" - <<'CHECK'
import sys
if sys.version_info < (3, 11):
    sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Name one: make PYTHON=python3.12")
CHECK

if [ ! -x .venv/bin/pip ]; then
  "$python" -c 'import ensurepip, venv' 2>/dev/null || bash .ci/system_packages.sh python
  "$python" -m venv .venv
fi

# uv itself comes from the lock too, with its hash.
locked_uv=$(mktemp)
trap 'rm -f "$locked_uv"' EXIT
awk '/^uv==/ { on = 1 } on { print } on && !/\\$/ { exit }' "$lock" >"$locked_uv"

echo "Installing the packages of $lock into .venv"
if .venv/bin/pip install --quiet --no-deps --require-hashes -r "$locked_uv"; then
  install=(.venv/bin/uv pip install --quiet --python .venv/bin/python)
else
  install=(.venv/bin/pip install --quiet)
fi
"${install[@]}" --require-hashes -r "$lock"
"${install[@]}" --no-deps --no-build-isolation --editable .
