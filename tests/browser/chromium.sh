#!/bin/sh
# Prints where Chromium is; installs it and a Chinese font with apt where they are missing.
set -eu

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

has_chinese() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family)" ]
}

if find_chromium >/dev/null && has_chinese; then
    find_chromium
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    find_chromium && exit 0
    echo "The browser tests need Chromium or Chrome: install one, then run this again." >&2
    exit 1
fi
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk >/dev/null
find_chromium
