#!/usr/bin/env bash
# Thunderbird under Xvfb: an account over TLS, and a message that arrives while it is open.
#
# Usage: interop/thunderbird.sh [--screenshot] writes docs/images/thunderbird.png, the picture of the README.

# It has a Posthorn of its own, with a Postfix outside.
unset INTEROP_WORK INTEROP_DATA INTEROP_OFFSET
begins_later=yes
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$interop/world.sh"

need openssl curl ca-certificates thunderbird xvfb python3
[ "${1:-}" != --screenshot ] || need imagemagick fonts-dejavu-core fonts-droid-fallback
enter_network "$@"

screenshot=
if [ "${1:-}" = --screenshot ]; then
    screenshot=$root/docs/images/thunderbird.png
    # The picture is taken at eleven in the morning, wherever that is.
    TZ=UTC$(($(date -u +%-H) - 11))
    export TZ
fi

stop_clients() {
    local process
    for process in ${thunderbird:-} ${display_server:-}; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    stop_world
}

posthorn_settings
begin
inbound=[127.0.0.1]:$(port smtp)
make_peers </dev/null
host good 10 | make_zone
start_world
account alice
account bob

profile=$work/profile
marionette_port=$(port marionette)
mkdir -p "$profile" "$work/home"
sed -e "s/@IMAPS@/$(port imaps)/" -e "s/@SUBMISSION@/$(port submission)/" -e "s/@MARIONETTE@/$marionette_port/" \
    "$interop/thunderbird-user.js" >"$profile/user.js"

exec {display_pipe}<> <(:)
Xvfb -displayfd "$display_pipe" -screen 0 1440x860x24 -nolisten tcp >"$work/xvfb.log" 2>&1 &
display_server=$!
read -r -t 30 -u "$display_pipe" display || wrong "Xvfb does not start" "$work/xvfb.log"

env -u DBUS_SESSION_BUS_ADDRESS -u WAYLAND_DISPLAY DISPLAY=":$display" HOME="$work/home" TMPDIR="$work/home" MOZ_CRASHREPORTER_DISABLE=1 \
    MOZ_LOG=IMAP:4 MOZ_LOG_FILE="$work/imap" thunderbird --marionette --remote-allow-system-access --no-remote --profile "$profile" \
    >"$work/thunderbird.log" 2>&1 </dev/null &
thunderbird=$!

status=0
INTEROP_PASSWORD=$password DISPLAY=":$display" timeout 300 python3 "$interop/thunderbird.py" \
    --marionette "$marionette_port" --imaps "$(port imaps)" --smtp "$(port smtp)" --submission "$(port submission)" \
    --certificate "$work/certificate.pem" --foreign bob@good.test --foreign-mailbox "$mail/good.test/bob" \
    --foreign-host "$net.10" ${screenshot:+--screenshot "$screenshot"} \
    </dev/null 2>"$work/output" || status=$?
if [ $status -ne 0 ]; then
    grep -a ': I/IMAP' "$work/imap.moz_log" | sed 's/.*I.IMAP [0-9a-f]*://' | tail -n 50 >>"$work/output" || true
    wrong "stopped with exit status $status"
fi
