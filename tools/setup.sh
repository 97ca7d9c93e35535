#!/bin/sh
# Makes .venv with everything that a lock file names, and the project itself.
# Usage: tools/setup.sh requirements/run.txt
# PYTHON names another interpreter than python3 (3.11 or later).
set -eu

lock=$1
python=${PYTHON:-python3}
venv=.venv
stamp=$venv/.installed-$(basename "$lock" .txt)

stop() {
    printf '準備を続けられません: %s\n' "$1" >&2
    printf '  → %s\n' "$2" >&2
    exit 2
}

as_root() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"
    else
        return 1
    fi
}

command -v "$python" >/dev/null 2>&1 || as_root python3 python3-venv ||
    stop "Python が見つかりません。" "Debian なら: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 以上が要ります（今は $("$python" --version 2>&1)）。" \
        "新しい Python を入れ、PYTHON=python3.11 make … のように指定してください。"
"$python" -c 'import ensurepip, venv' 2>/dev/null || as_root python3-venv ||
    stop "Python の venv がありません。" "Debian なら: apt-get install python3-venv"

# Nothing to do when neither the lock nor the project's own metadata changed.
sum=$(cat "$lock" pyproject.toml tools/setup.sh | sha256sum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then
    exit 0
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --no-build-isolation --editable .
printf '%s' "$sum" >"$stamp"
