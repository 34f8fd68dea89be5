#!/bin/sh
# Known faults in what is installed, for every package of both lock files. Called by `make audit`.
# It fails where a fault is known, and where the database cannot be asked or does not know a package.
# usage: audit.sh python
set -eu
python=$1
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check -r requirements-release.txt
for name in requirements requirements-dev; do
    "$folder/bin/pip-audit" --strict --disable-pip --require-hashes --progress-spinner off -r "$name.lock"
done
