#!/bin/sh
# Opens the checker. The first start installs it into this folder.
# PYTHON names another interpreter than python@python@.
set -eu
cd "$(dirname "$0")"
exec "${PYTHON:-python@python@}" start.py "$@"
