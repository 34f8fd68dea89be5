#!/bin/sh
# The README's two commands on a machine that has nothing: a bare Debian 12 with python3, venv, make and git, in a chroot.
# usage: sh tests/bare_machine.sh [all]
# `make run` has to answer; of `make test` all that it sets up is done and some browser tests are run, with `all` everything.
# Needs root, apt and 5 GB in TMPDIR. Leaves nothing behind. Settings of pip, a proxy and certificates are passed through.
set -eu
BROWSER_TESTS="tests/browser/test_share.py tests/browser/test_drawing.py"

skip() {
    echo "The bare machine was not tried: $1."
    exit 0
}

# Inside: mounts and processes of the machine end with this process.
if [ "${1:-}" = "--inside" ]; then
    root=$2 what=$3
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    for folder in ${PIP_FIND_LINKS:-}; do
        [ ! -d "$folder" ] || { mkdir -p "$root$folder" && mount --bind "$folder" "$root$folder"; }
    done
    chroot "$root" /bin/sh -euc 'cd /app && make .venv/run'
    port=$(chroot "$root" python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    chroot "$root" /bin/sh -c "cd /app && exec make run PORT=$port" >"$root/run.log" 2>&1 &
    tries=0
    until chroot "$root" python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/ready', timeout=3)" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 60 ] && kill -0 $! 2>/dev/null || { cat "$root/run.log"; echo "make run does not answer." >&2; exit 1; }
        sleep 2
    done
    echo "make run answers on a bare machine."
    kill $! && wait $! 2>/dev/null || true
    if [ "$what" = all ]; then
        chroot "$root" /bin/sh -euc 'cd /app && make test'
    else
        chroot "$root" /bin/sh -euc "cd /app && make .venv/dev node_modules/.package-lock.json chromium && sh deploy/install-nginx.sh \
            && .venv/bin/python -m pytest -q $BROWSER_TESTS"
    fi
    echo "make test starts on a bare machine."
    exit
fi

[ "$(id -u)" -eq 0 ] || skip "a chroot needs root"
command -v apt-get >/dev/null || skip "a bare Debian is made with apt, which is not here"
unshare --mount --pid --fork true 2>/dev/null || skip "this system lets nobody mount"
command -v mmdebstrap >/dev/null || {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap debian-archive-keyring >/dev/null
}
project=$(cd "$(dirname "$0")/.." && pwd)
root=$(mktemp -d)
machine=$root/machine
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 1' INT TERM
mmdebstrap --quiet --variant=minbase --include=python3,python3-venv,make,git,ca-certificates bookworm "$machine"
for path in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/xdg/pip "$HOME/.config/pip" "$HOME/.pip" "${PIP_CONFIG_FILE:-}" "${PIP_CERT:-}" "${SSL_CERT_FILE:-}"; do
    [ -z "$path" ] || [ ! -e "$path" ] || { mkdir -p "$machine$(dirname "$path")" && cp -aL "$path" "$machine$(dirname "$path")/"; }
done
git clone -q "$project" "$machine/app"
unshare --mount --pid --fork --kill-child sh "$0" --inside "$machine" "${1:-start}"
