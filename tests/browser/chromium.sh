#!/bin/sh
# Prints where Chromium is; installs it, a Chinese font and a library of the browser's driver with apt where missing.
# With --find it only looks. CHROMIUM=/path/to/it names one in an unusual place.
set -eu

find_chromium() {
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if command -v "$name"; then
            return 0
        fi
    done
    return 1
}

has_chinese() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn family)" ]
}

has_atomic() { # what the driver's node is linked with and does not bring along; a system without ldconfig has no such file
    PATH=$PATH:/usr/sbin:/sbin
    ! command -v ldconfig >/dev/null || ldconfig -p | grep -q 'libatomic\.so\.1'
}

if [ "${1:-}" = "--find" ]; then
    find_chromium
    exit
fi
missing=""
find_chromium >/dev/null || missing="chromium"
has_chinese || missing="$missing fontconfig fonts-noto-cjk"
has_atomic || missing="$missing libatomic1"
if find_chromium >/dev/null && { [ -z "$missing" ] || ! command -v apt-get >/dev/null; }; then
    find_chromium
    exit
fi
if ! command -v apt-get >/dev/null; then
    echo "The browser tests need Chromium or Chrome: install one, or name it with CHROMIUM=/path/to/it." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "Install these as root, then run this again: apt-get install" $missing >&2
        exit 1
    }
    as_root="sudo"
fi
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
find_chromium || {
    echo "apt installed no Chromium that can be found; name one with CHROMIUM=/path/to/it." >&2
    exit 1
}
