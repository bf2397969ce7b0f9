#!/bin/sh
# Turns a feature flag: ./flag.sh politeness 10. In earnest this asks your flag service; here a flag is a file that the
# service reads at every request. Asked again with the same, it changes nothing.
set -eu
mkdir -p run
echo "$2" > "run/flag-$1.new"
mv "run/flag-$1.new" "run/flag-$1"
