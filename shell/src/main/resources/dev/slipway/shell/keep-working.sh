# Runs a worker and starts it again when it is killed or breaks: sh keep-working.sh program argument...
# Not after a clean end, SIGTERM or SIGINT, whoever of the two gets it; and not when it never gets going.
most_quick_ends=5
quick_end=10
ended=
child=
stop() {
    ended=yes
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
}
trap stop INT TERM HUP

quick=0
while :; do
    began=$(date +%s)
    "$@" &
    child=$!
    [ -z "$ended" ] || stop
    wait "$child"
    status=$?
    # A signal ends the first wait; the second one is for the worker itself.
    while kill -0 "$child" 2>/dev/null; do
        wait "$child"
        status=$?
    done
    child=
    [ -z "$ended" ] || exit 0
    if [ $(($(date +%s) - began)) -lt "$quick_end" ]; then
        quick=$((quick + 1))
    else
        quick=0
    fi
    case $status in
        0) exit 0 ;;
        # Wrong usage, not allowed, not found: the same again would end the same.
        2 | 4 | 5 | 130 | 143) exit "$status" ;;
        # It broke; at once, so that it would break again.
        1) [ "$quick" -eq 0 ] || exit 1 ;;
    esac
    if [ "$quick" -ge "$most_quick_ends" ]; then
        echo "slipway: the worker ended $quick times at once (status $status); not started again" >&2
        exit "$status"
    fi
    echo "slipway: the worker ended with status $status; starting it again" >&2
    # At once the first time: nobody watches users meanwhile.
    [ "$quick" -eq 0 ] || sleep 1
done
