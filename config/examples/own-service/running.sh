#!/bin/sh
# Prints version and digest of what one instance runs: ./running.sh hello-1 127.0.0.1:8091
# Nothing when nothing runs; a failure when something runs that does not answer.
set -eu
./alive.sh "$1" || exit 0
echo "$(curl --silent --show-error --fail --max-time 2 "http://$2/version") $(cat "run/$1.digest")"
