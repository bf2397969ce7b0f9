#!/bin/sh
# Ends with 0 while the process of an instance lives. A process that ended and that nobody has asked
# about yet (Z) does not.
[ -f "run/$1.pid" ] || exit 1
case $(ps -o stat= -p "$(cat "run/$1.pid")") in
  '' | Z*) exit 1 ;;
esac
