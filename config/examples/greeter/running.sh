#!/bin/sh
if kill -0 "$(cat "run/$1/pid" 2>/dev/null)" 2>/dev/null; then cat "run/$1/version"; fi
