#!/bin/sh
# Makes .venv with what a purpose needs, and the project itself.
# Usage: tools/setup.sh run    to check drafts
#        tools/setup.sh dev    to test and build; Debian's Chromium with it
# PYTHON names another interpreter than python3 (3.11 or later).
set -eu

purpose=$1
python=${PYTHON:-python3}
venv=.venv
stamp=$venv/.installed-$purpose

stop() {
    printf '準備を続けられません: %s\n' "$1" >&2
    printf '  → %s\n' "$2" >&2
    exit 2
}

as_root() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
    else
        return 1
    fi
}

case $purpose in
run)
    set -- requirements/run.txt requirements/build.txt
    also=
    ;;
dev)
    set -- requirements/dev.txt
    also=tests/validators
    ;;
*) stop "「$purpose」という準備はありません。" "tools/setup.sh run か tools/setup.sh dev を使ってください。" ;;
esac

command -v "$python" >/dev/null 2>&1 || as_root python3 python3-venv ||
    stop "Python が見つかりません。" "Debian なら: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 以上が要ります（今は $("$python" --version 2>&1)）。" \
        "新しい Python を入れ、PYTHON=python3.11 make … のように指定してください。"
"$python" -c 'import ensurepip, venv' 2>/dev/null || as_root python3-venv ||
    stop "Python の venv がありません。" "Debian なら: apt-get install python3-venv"
# The page is tested in a real browser, with the letters that its readers see.
[ "$purpose" = run ] || { [ -x /usr/bin/chromium ] && [ -d /usr/share/fonts/opentype/noto ]; } ||
    as_root chromium fonts-noto-cjk ||
    stop "テストに使うブラウザー（Chromium）か日本語の文字がありません。" \
        "Debian なら: apt-get install chromium fonts-noto-cjk"
# SARIF reports are tested with the validator of its authors, a package of npm.
[ "$purpose" = run ] || command -v npm >/dev/null 2>&1 || as_root npm ||
    stop "テストに使う npm がありません。" "Debian なら: apt-get install npm"

# Nothing to do when neither a lock nor the project's own metadata changed.
sum=$(cat "$@" pyproject.toml tools/setup.sh ${also:+"$also/package-lock.json"} | sha256sum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then
    exit 0
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
for lock in "$@"; do
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
done
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --no-build-isolation --editable .
if [ -n "$also" ]; then
    mkdir -p "$venv/validators"
    cp "$also/package.json" "$also/package-lock.json" "$venv/validators/"
    npm ci --silent --no-audit --no-fund --prefix "$venv/validators"
fi
printf '%s' "$sum" >"$stamp"
