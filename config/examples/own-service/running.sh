#!/bin/sh
# Prints version and digest of what one instance runs; nothing when nothing runs.
set -eu
if ./alive.sh "$1"; then
  cat "run/$1.version"
fi
