#!/bin/sh
# The dashboard for a full class: one process a core behind nginx. Called by `make class`.
# usage: serve-class.sh python port processes
set -eu
python=$1 port=$2 processes=$3
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

sh deploy/install-nginx.sh
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true  # nginx takes four descriptors a visitor

folder=$(mktemp -d)
secret=$("$python" -c 'import secrets; print(secrets.token_hex(32))')
servers=""
pids=""
serving=""
stop() {
    trap - EXIT INT TERM
    kill $pids 2>/dev/null || true
    [ -z "$serving" ] || kill -- "-$serving" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap stop EXIT INT TERM

STREAMLIT_SERVER_COOKIE_SECRET=$secret FOOTPRINT_PROXIES=1 \
    "$python" deploy/serve.py $((port + 1)) "$processes" >"$folder/log" 2>&1 &
serving=$!
number=1
while [ "$number" -le "$processes" ]; do
    servers="$servers        server 127.0.0.1:$((port + number));\\n"
    number=$((number + 1))
done
sed -e "s|@folder@|$folder|g" -e "s|@port@|$port|" -e "s|@servers@|$servers|" deploy/nginx.conf >"$folder/nginx.conf"

number=1
while [ "$number" -le "$processes" ]; do
    own=$((port + number))
    until "$python" -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$own/ready', timeout=1)" 2>/dev/null; do
        kill -0 "$serving" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
        sleep 0.2
    done
    number=$((number + 1))
done
nginx -p "$folder" -c "$folder/nginx.conf" &
front=$!
pids=$front
until "$python" -c "import socket; socket.create_connection(('127.0.0.1', $port), 1)" 2>/dev/null; do
    kill -0 "$front" 2>/dev/null || exit 1
    sleep 0.1
done
echo "Ready for a class: http://localhost:$port ($processes processes)"
wait "$front"
