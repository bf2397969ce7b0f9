#!/bin/sh
# Builds the jar of one version from its tag: ./build.sh v1.0.0
# Your pipeline does this; Slipway only takes the digest of what was built.
set -eu
version=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git archive "$version" app | tar -x -C "$work"
javac -d "$work/classes" "$work/app/Hello.java"
echo "$version" > "$work/classes/version"
mkdir -p build
# One date for all files: the same sources give the same digest.
jar --create --date=1980-01-01T00:00:02Z --file "build/hello-$version.jar" --main-class Hello -C "$work/classes" .
echo "build/hello-$version.jar"
