# What the scripts of this folder share. Sourced, never run.
#
# A script works alone, with a Posthorn of its own, or under interop/run, with the one that it started. It stops at the
# first wrong thing and shows what the client said.

set -euo pipefail
export LC_ALL=C.UTF-8
unset CDPATH

interop=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$interop/.." && pwd)
client=$(basename "$0" .sh)
posthorn=${POSTHORN:-$root/posthorn}

domain=example.com
password='correct horse 7#staple'
# The longest that one run of a client may take.
patience=120
# More for `posthorn serve`.
server_options=()

# --- what is said ---

ok() {
    echo "ok - $client: $*"
}

# wrong TEXT [FILE]: the end of this script, with the last lines of the file or of the client's output.
wrong() {
    local file=${2:-$work/output}
    echo "not ok - $client: $1"
    if [ -s "$file" ]; then
        tail -n 60 "$file" | cut -c 1-400 | sed 's/^/    /'
    fi
    exit 1
}

# --- what the machine must have ---

# need PACKAGE…: installs the Debian packages that are missing.
need() {
    local package missing=()
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "not ok - $client: needs the Debian packages ${missing[*]}, which only root can install"
        exit 1
    fi
    echo "# $client: installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt_get install "${missing[@]}" || { apt_get update && apt_get install "${missing[@]}"; }; }; then
        wrong "apt-get cannot install ${missing[*]}" "$work/apt"
    fi
}

apt_get() {
    local verb=$1
    shift
    [ $# -eq 0 ] || set -- -y --no-install-recommends "$@"
    # What is installed shall not begin to serve: the scripts start what they need.
    local policy=/usr/sbin/policy-rc.d status=0
    [ ! -e "$policy" ] || policy=
    [ -z "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"; }
    timeout 600 apt-get -q -o DPkg::Lock::Timeout=300 "$verb" "$@" </dev/null >"$work/apt" 2>&1 || status=$?
    [ -z "$policy" ] || rm -f "$policy"
    return $status
}

# --- the server ---

port() {
    local base
    case $1 in
        smtp) base=2525 ;;
        submission) base=2587 ;;
        submissions) base=2465 ;;
        lmtp) base=2024 ;;
        imap) base=2143 ;;
        imaps) base=2993 ;;
        pop3) base=2110 ;;
        pop3s) base=2995 ;;
        admin) base=2080 ;;
        marionette) base=2828 ;;
    esac
    echo $((base + INTEROP_OFFSET))
}

# A number that can be added to all of the ports.
free_offset() {
    local offset base taken
    for offset in $(seq 10000 100 19900); do
        taken=
        for base in 2024 2080 2110 2143 2465 2525 2587 2828 2993 2995; do
            if (: <"/dev/tcp/127.0.0.1/$((base + offset))") 2>/dev/null; then
                taken=1
                break
            fi
        done
        if [ -z "$taken" ]; then
            echo "$offset"
            return
        fi
    done
    return 1
}

start_server() {
    INTEROP_OFFSET=$(free_offset)
    export INTEROP_OFFSET INTEROP_DATA=$INTEROP_WORK/data
    "$posthorn" serve --data "$INTEROP_DATA" --port-offset "$INTEROP_OFFSET" "${server_options[@]}" </dev/null \
        >"$INTEROP_WORK/server.log" 2>&1 &
    server=$!
    # The first start may have to build.
    local deadline=$((SECONDS + 600))
    until listens "$(port imaps)" && listens "$(port smtp)"; do
        if ! kill -0 "$server" 2>/dev/null || [ $SECONDS -gt $deadline ]; then
            wrong "the server does not start" "$INTEROP_WORK/server.log"
        fi
        sleep 0.1
    done
    posthorn_shell domain add "$domain" || wrong "domain add $domain"
}

listens() {
    (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

stop_server() {
    [ -n "${server:-}" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

posthorn_shell() {
    timeout "$patience" "$posthorn" shell --data "$INTEROP_DATA" --port-offset "$INTEROP_OFFSET" "$@" \
        </dev/null >"$work/output" 2>&1
}

# account NAME: makes NAME@example.com, with the password of all.
account() {
    posthorn_shell account add "$1@$domain" --password-file "$work/password" || wrong "account add $1@$domain"
}

# The server's certificate, which the clients are told to trust.
certificate() {
    openssl s_client -connect "127.0.0.1:$(port imaps)" -servername localhost </dev/null 2>"$work/output" |
        openssl x509 >"$work/certificate.pem" || wrong "no certificate from the IMAP port"
}

# --- what clients do ---

# attempt COMMAND…: runs a client; its output goes to $work/output.
attempt() {
    timeout "$patience" "$@" </dev/null >"$work/output" 2>&1
}

# succeeds TEXT COMMAND…: the client must succeed.
succeeds() {
    local text=$1
    shift
    attempt "$@" || wrong "$text (exit status $?)"
    ok "$text"
}

# shows TEXT PATTERN [FILE]: the client's output, or the file, must match the extended regular expression.
shows() {
    grep -Eq -e "$2" "${3:-$work/output}" || wrong "$1 (no match for $2)" "${3:-$work/output}"
    ok "$1"
}

# same TEXT EXPECTED ACTUAL: two files must be the same, octet for octet.
same() {
    if ! cmp "$2" "$3" >"$work/difference" 2>&1; then
        diff -a "$2" "$3" 2>/dev/null | cat -A | head -n 40 >>"$work/difference" || true
        wrong "$1" "$work/difference"
    fi
    ok "$1"
}

# within SECONDS COMMAND…: repeats the command until it succeeds.
within() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}

# imap ACCOUNT PATH [CURL OPTION…]: one command as another client would give it; the answer goes to standard output.
imap() {
    local name=$1 path=$2
    shift 2
    curl --silent --show-error --max-time 60 --cacert "$work/certificate.pem" \
        --user "$name@$domain:$password" "$@" "imaps://localhost:$(port imaps)/$path" </dev/null
}

# --- the beginning and the end ---

cleanup() {
    trap - EXIT INT TERM
    if declare -F stop_clients >/dev/null; then
        stop_clients || true
    fi
    stop_server
    rm -rf "$work"
    [ -z "${own_work:-}" ] || rm -rf "$own_work"
}

make_work() {
    if [ -z "${INTEROP_WORK:-}" ]; then
        own_work=$(mktemp -d "${TMPDIR:-/tmp}/posthorn-interop.XXXXXX")
        export INTEROP_WORK=$own_work
    fi
    work=$INTEROP_WORK/$client
    mkdir -p "$work"
    trap cleanup EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    : >"$work/output"
    (umask 077 && printf '%s\n' "$password" >"$work/password")
}

begin() {
    need openssl curl ca-certificates
    [ -n "${INTEROP_DATA:-}" ] || start_server
    certificate
}

make_work
# Who has something to do before it calls begin itself.
[ -n "${begins_later:-}" ] || begin
