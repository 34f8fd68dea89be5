#!/bin/sh
# Lock files, licences and SBOM from requirements and package.json. Called by `make lock`.
# usage: lock.sh python
set -eu
python=$1
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m venv "$folder/tools"
"$folder/tools/bin/pip" install --quiet --disable-pip-version-check -r requirements-release.txt
for name in requirements requirements-dev; do
    "$folder/tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --output-file "$name.lock" "$name.txt" >/dev/null
done

"$folder/tools/bin/npm" install --silent --package-lock-only  # package.json

# What is shipped is what the first lock file installs, and nothing else.
"$python" -m venv --without-pip "$folder/shipped"
"$folder/tools/bin/uv" pip install --quiet --python "$folder/shipped/bin/python" --require-hashes -r requirements.lock
"$folder/tools/bin/cyclonedx-py" environment --output-reproducible --pyproject pyproject.toml --output-file docs/sbom.cdx.json \
    "$folder/shipped/bin/python"
{
    echo "# Licences of what the dashboard runs on"
    echo
    echo "Written by \`make lock\` from what the packages say of themselves; more of each in [sbom.cdx.json](sbom.cdx.json) (CycloneDX)."
    echo
    echo "Beside them: plotly.js, MIT ([web/static/README.md](../web/static/README.md))."
    echo
    "$folder/tools/bin/pip-licenses" --python "$folder/shipped/bin/python" --from=mixed --format=markdown --with-urls --order=name
} >docs/licences.md
