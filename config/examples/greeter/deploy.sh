#!/bin/sh
set -eu
instance=$1 version=$2 port=${3##*:}
./stop.sh "$instance"
mkdir -p "run/$instance"
git show "$version:Greeter.java" > "run/$instance/Greeter.java"
# What is started here lives on: its output goes to a file, never to this script's.
java -Xmx48m "run/$instance/Greeter.java" "$port" > "run/$instance/log" 2>&1 < /dev/null &
echo $! > "run/$instance/pid"
echo "$version" > "run/$instance/version"
