#!/bin/sh
# Prints the percent that a flag is at; 0 where nobody has ever turned it.
set -eu
cat "run/flag-$1" 2> /dev/null || echo 0
