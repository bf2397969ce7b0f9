#!/bin/sh
# Ends one instance and waits until it is gone.
set -eu
if ./alive.sh "$1"; then
  process=$(cat "run/$1.pid")
  kill "$process"
  waited=0
  while ./alive.sh "$1"; do
    waited=$((waited + 1))
    [ "$waited" -lt 50 ] || kill -9 "$process"
    sleep 0.2
  done
fi
rm -f "run/$1.pid" "run/$1.digest"
