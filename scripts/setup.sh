#!/usr/bin/env bash
# Prepares .venv from the hashed locks: "setup.sh run" for the app, "setup.sh test" for the test tools as well;
# "setup.sh spark" adds what `make test-scale` needs, "setup.sh peers" what `make bench` compares with.
# A stamp holds the hash of what was installed, so that a second time takes no time.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
stop() { printf 'Fout: %s\n' "$*" >&2; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11 python; do
        if is_new_enough "$name"; then
            printf '%s' "$name"
            return
        fi
    done
    stop "Python 3.11 of nieuwer is nodig; gevonden: $(python3 --version 2>&1 || true). Installeer Python 3.11, 3.12 of 3.13."
}

create_environment() {
    if is_new_enough .venv/bin/python; then return; fi
    rm -rf .venv
    say "Omgeving .venv wordt gemaakt ..."
    if command -v uv >/dev/null; then
        uv venv --quiet --python '>=3.11' .venv
        return
    fi
    local python
    python=$(find_python)
    "$python" -m venv .venv || {
        rm -rf .venv
        stop "'$python -m venv' lukt niet. Installeer de module (Debian en Ubuntu: apt-get install python3-venv) of uv."
    }
}

install() {
    if command -v uv >/dev/null; then
        uv pip sync --quiet --python .venv/bin/python --require-hashes "$@"
        return
    fi
    local files=() file
    for file in "$@"; do files+=(-r "$file"); done
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes "${files[@]}"
}

# The stamp lies in .venv, so it goes when .venv goes. It names the interpreter: another one needs other wheels.
wanted() { { .venv/bin/python -VV; cat "$@"; } | .venv/bin/python -c \
    'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'; }
installed() { cat ".venv/$1.stamp" 2>/dev/null || true; }

require() {
    local stamp=$1; shift
    local hash; hash=$(wanted "$@")
    if [ "$(installed "$stamp")" = "$hash" ]; then return; fi
    say "Pakketten worden geïnstalleerd ($*) ..."
    rm -f .venv/*.stamp
    install "$@"
    printf '%s\n' "$hash" > ".venv/$stamp.stamp"
}

SHELL_BROWSER=chromium-headless-shell
find_browser() {
    local name
    for name in "$SHELL_BROWSER" chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null; then return; fi
    done
    return 1
}

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
install_package() {
    export DEBIAN_FRONTEND=noninteractive
    { timeout 300 apt-get update -qq && timeout 300 apt-get install -y -qq "$@"; } </dev/null >/dev/null 2>&1
}

# The browser without a window needs half the processor time; any other one does as well.
require_browser() {
    if command -v "$SHELL_BROWSER" >/dev/null || [ -e .venv/browser.tried ]; then return; fi
    if may_install; then
        say "Chromium wordt geïnstalleerd voor de browsertests ..."
        install_package "$SHELL_BROWSER" || find_browser || install_package chromium ||
            stop "Chromium installeren lukt niet. Installeer Chromium of Google Chrome en probeer opnieuw."
    fi
    find_browser || stop "Voor de browsertests is Chromium of Google Chrome nodig. Installeer een van beide en probeer opnieuw."
    touch .venv/browser.tried
}

# Debian puts it where only root looks.
require_proxy() {
    if PATH=$PATH:/usr/sbin command -v nginx >/dev/null; then return; fi
    if may_install; then
        say "nginx wordt geïnstalleerd voor de test van het voorbeeld in docs/beheer.md ..."
        install_package nginx-light
    fi
    PATH=$PATH:/usr/sbin command -v nginx >/dev/null ||
        stop "Voor de test van de proxy is nginx nodig. Installeer nginx en probeer opnieuw."
}

# The provider of the login tests runs on Node.js; its packages are pinned with hashes as well.
require_provider() {
    local folder=tests/browser/provider
    if cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed"; then return; fi
    if ! command -v npm >/dev/null; then
        may_install || stop "Voor de tests van de login is Node.js met npm nodig. Installeer beide en probeer opnieuw."
        say "Node.js wordt geïnstalleerd voor de tests van de login ..."
        install_package nodejs npm ||
            stop "Node.js installeren lukt niet. Installeer Node.js met npm en probeer opnieuw."
    fi
    say "De aanbieder voor de tests van de login wordt geïnstalleerd ..."
    npm ci --prefix "$folder" --omit=dev --no-audit --no-fund --silent >/dev/null ||
        stop "De aanbieder voor de tests van de login is niet te installeren ($folder)."
    cp "$folder/package-lock.json" "$folder/node_modules/.installed"
}

# A folder of packages beside .venv: nothing that serves needs them, and the lock of the app stays what it is.
beside() {
    local folder=$1 lock=$2 hash; hash=$(wanted "$lock")
    if [ "$(cat "$folder/stamp" 2>/dev/null)" = "$hash" ]; then return; fi
    say "Pakketten worden geïnstalleerd ($lock) ..."
    rm -rf "$folder"
    if command -v uv >/dev/null; then
        uv pip install --quiet --python .venv/bin/python --target "$folder" --require-hashes -r "$lock" || return
    else
        .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --target "$folder" --require-hashes -r "$lock" || return
    fi
    printf '%s\n' "$hash" > "$folder/stamp"
}

# The Java that Spark itself would start; one that does not run has no version.
java_version() {
    { timeout 60 "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 || true; } |
        sed -nE 's/^.*version "(1\.)?([0-9]+).*$/\2/p' | head -n 1
}
is_java_new_enough() { local found; found=$(java_version); [ "${found:-0}" -ge 17 ]; }

require_spark() {
    if ! is_java_new_enough && may_install; then
        say "Java 17 wordt geïnstalleerd voor de optellingen op Spark ..."
        install_package openjdk-17-jre-headless || true
    fi
    is_java_new_enough ||
        stop "Voor de optellingen op Spark is Java 17 of nieuwer nodig (gevonden: $(java_version)). Installeer het (Debian: openjdk-17-jre-headless) en probeer opnieuw."
    beside .spark requirements-scale.txt || stop "Spark installeren lukt niet (requirements-scale.txt)."
}

# What `make bench` compares with. A peer that is not to be had is named in its table, so nothing stops here.
require_peers() {
    if may_install && ! { command -v hledger && command -v ledger; } >/dev/null && [ ! -e .peers.tried ]; then
        say "hledger en ledger worden geïnstalleerd voor de vergelijking ..."
        install_package hledger ledger || true
        touch .peers.tried
    fi
    beside .peers requirements-bench.txt || say "Niet alles om mee te vergelijken is te installeren (requirements-bench.txt)."
}

case "${1:-}" in
    run)
        create_environment
        # The test environment holds all that the app needs, from the same lock.
        if [ -s .venv/test.stamp ] && [ "$(installed test)" = "$(wanted requirements.txt requirements-test.txt)" ]; then
            exit 0
        fi
        require run requirements.txt
        ;;
    test)
        create_environment
        require test requirements.txt requirements-test.txt
        require_browser
        require_proxy
        require_provider
        ;;
    spark) require_spark ;;
    peers) require_peers ;;
    *) stop "Gebruik: scripts/setup.sh run|test|spark|peers" ;;
esac
