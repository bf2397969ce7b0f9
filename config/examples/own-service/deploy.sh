#!/bin/sh
# Puts one version on one instance: ./deploy.sh hello-1 127.0.0.1:8091 v1.0.0 sha256:...
# Run again, it does no harm. It need not wait until the instance is well: Slipway asks.
set -eu
instance=$1
address=$2
version=$3
digest=$4
jar=build/hello-$version.jar

# Only what was tested is deployed, whatever a label means today.
found=sha256:$(sha256sum "$jar" | cut -d ' ' -f 1)
if [ "$found" != "$digest" ]; then
  echo "$jar is $found, and $digest was to be deployed" >&2
  exit 1
fi

./stop.sh "$instance"
mkdir -p run
# What is started here lives on: its output goes to a file, never to this script's.
java -XX:+UseSerialGC -Xmx32m -jar "$jar" "${address##*:}" > "run/$instance.log" 2>&1 < /dev/null &
echo $! > "run/$instance.pid"
echo "$digest" > "run/$instance.digest"
