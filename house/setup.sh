#!/bin/sh
# Decides how .venv is made: `sh house/setup.sh run dev bench` installs those locks by hash.
# Called by the Makefile. Packages are added, never removed; a stamp per set keeps the
# checksum of its lock, so that a repeated call takes no time.
set -eu
cd "$(dirname "$0")/.."
VENV=.venv
STAMPS=$VENV/stamps

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

choose_python() {
    if [ -n "${PYTHON:-}" ]; then
        fits "$PYTHON" && { echo "$PYTHON"; return; }
        echo "Ikkan runs on Python 3.11, 3.12 or 3.13, and $PYTHON is none of them." >&2
        exit 1
    fi
    for candidate in python3.11 python3.12 python3.13 python3; do
        fits "$candidate" && { echo "$candidate"; return; }
    done
    echo "Ikkan runs on Python 3.11, 3.12 or 3.13, and none was found: install one or name it with PYTHON=/path/to/python3.12." >&2
    exit 1
}

make_venv() {
    python=$(choose_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "The venv module of Python is missing; install it with: apt-get install -y python$(version "$python")-venv" >&2
        exit 1
    fi
    "$python" -m venv "$VENV"
    "$VENV/bin/python" -m pip install -q --require-hashes --only-binary :all: -r requirements/uv.txt
    mkdir -p "$STAMPS"
    : > "$STAMPS/venv"
}

# stamped NAME "FILES" COMMAND… runs the command when the files differ from its last run.
stamped() {
    name=$1; sum=$(cat $2 | cksum); shift 2
    [ -f "$STAMPS/$name" ] && [ "$(cat "$STAMPS/$name")" = "$sum" ] && return
    "$@"
    echo "$sum" > "$STAMPS/$name"
}

install_lock() {
    echo "installing requirements/$1.txt"
    "$VENV/bin/uv" pip install -q --python "$VENV/bin/python" --require-hashes -r "requirements/$1.txt"
}

install_project() {
    "$VENV/bin/uv" pip install -q --python "$VENV/bin/python" --offline --no-deps --no-build-isolation -e .
}

version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

if [ -n "${PYTHON:-}" ]; then
    python=$(choose_python) || exit 1
    if [ -f "$STAMPS/venv" ] && [ "$(version "$python")" != "$(version "$VENV/bin/python")" ]; then
        echo ".venv holds Python $(version "$VENV/bin/python"); run 'make clean' first to change to $python." >&2
        exit 1
    fi
fi
[ -f "$STAMPS/venv" ] && fits "$VENV/bin/python" || make_venv
for set in "$@"; do
    stamped "$set" "requirements/run.txt requirements/$set.txt" install_lock "$set"
done
stamped project pyproject.toml install_project
"$VENV/bin/python" -m house.catalogues
