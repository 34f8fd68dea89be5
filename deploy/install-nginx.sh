#!/bin/sh
# Installs nginx with apt where it is missing. Called by deploy/serve.py and `make test`.
set -eu
command -v nginx >/dev/null || {
    command -v apt-get >/dev/null || { echo "This needs nginx: install it, then run this again." >&2; exit 1; }
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
}
