# The outside world: a name server, Debian's Postfix with several faces, and peers that misbehave. Sourced after lib.sh.
#
# Everybody has an address of its own and listens on port 25 there, as MX records want it. $world is the folder of all of
# that; what arrives lies in $mail/DOMAIN/USER/new.

world=$work/world
mail=$world/mail
dns_port=5325
# At the Postfix that lets nobody in without it, as alice@good.test.
provider_password=a-letter-box
servers=()
postfixes=()

# enter_network ARGUMENT…: starts this script again, with these arguments, in a network of its own, where the addresses of
# documentation exist; where the machine does not permit that, it goes on in the one that is there, with loopback addresses.
enter_network() {
    if [ -z "${INTEROP_NETWORK:-}" ]; then
        need iproute2 bind9 postfix
        # What has to be downloaded and built must be there before.
        [ "${sender:-}" = postfix ] || patience=900 attempt "$posthorn" version || wrong "posthorn version"
        export INTEROP_NETWORK=shared
        if unshare --net --mount true 2>/dev/null; then
            INTEROP_NETWORK=own
            cleanup
            exec unshare --net --mount "$0" "$@"
        fi
    fi
    ipv6=
    net=127.0.25
    if [ $INTEROP_NETWORK = own ]; then
        net=198.51.100
        ip link set lo up
        # On this interface, the whole network is us.
        ip address add $net.1/24 dev lo
        ! ip address add 2001:db8:25::10/128 dev lo 2>/dev/null || ipv6=2001:db8:25::10
    fi
}

# in_background NAME WORD COMMAND…: starts a server that says this word when it is ready.
in_background() {
    local name=$1 word=$2
    shift 2
    : >"$world/$name.log"
    "$@" </dev/null >"$world/$name.log" 2>&1 &
    servers+=($!)
    within 20 grep -qw -e "$word" "$world/$name.log" || wrong "$name does not start" "$world/$name.log"
}

# --- who there is ---

# The peers of peers.py, from a table of: domain, stage, how often, (outcome,) answer. Each gets an address.
make_peers() {
    mkdir -p "$mail"
    awk -v net="$net" '
        /^[^#]/ {
            if (!($1 in address)) address[$1] = net "." 100 + ++count
            line = address[$1] " " $1 ".test " $2 " " $3
            for (i = 5; i <= NF; i++) line = line " " $i
            print line
        }' >"$world/peers"
}

# The zone "test": the peers, and what standard input has.
make_zone() {
    {
        cat <<ZONE
\$TTL 60
\$ORIGIN test.
@ SOA ns hostmaster 1 3600 600 86400 1
@ NS ns
ns A 127.0.0.1
ZONE
        awk '!seen[$2]++ { print $2 ". MX 10 mx." $2 ".\nmx." $2 ". A " $1 }' "$world/peers"
        cat
    } >"$world/test.zone"
}

# host NAME ADDRESS: a domain with one host, in the words of a zone.
host() {
    echo "$1 MX 10 mx.$1"
    echo "mx.$1 A $net.$2"
}

# --- Posthorn ---

# Before begin: it asks our name server and does not wait long for anything.
posthorn_settings() {
    cat >"$work/posthorn.yaml" <<CONF
hostname: mail.$domain
disk-reserve: 64 MiB
dns:
  servers: 127.0.0.1:$dns_port
  timeout: 2 s
  local-addresses: $([ $INTEROP_NETWORK = own ] && echo false || echo true)
queue:
  first-retry: 2 s
  longest-retry: 2 s
  first-site-retry: 2 s
CONF
    server_options=(--conf "$work/posthorn.yaml")
}

# --- the name server ---

start_named() {
    cat >"$world/named.conf" <<CONF
options {
    directory "$world";
    pid-file none;
    session-keyfile none;
    listen-on port $dns_port { 127.0.0.1; };
    $([ "$INTEROP_NETWORK" = shared ] || echo "listen-on port 53 { 127.0.0.1; };")
    listen-on-v6 { none; };
    recursion no;
    dnssec-validation no;
    empty-zones-enable no;
    querylog yes;
};
controls {};
zone "." { type hint; file "/dev/null"; };
zone "test" { type primary; file "test.zone"; notify no; };
# It has no file, so that nobody can be told anything about it.
zone "servfail.test" { type primary; file "missing"; notify no; };
CONF
    # A copy, because AppArmor lets the original read from its own folders only.
    cp "$(command -v named)" "$world/named"
    in_background name-server running "$world/named" -g -c "$world/named.conf"
}

# --- Postfix ---

# master_cf: the daemons of one instance of Postfix, without those that listen.
master_cf() {
    cat <<'CF'
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
CF
}

# make_postfix NAME: the folders of an instance, and what all have in main.cf; more of it comes from standard input.
make_postfix() {
    local home=$world/$1
    mkdir -p "$home/data" "$home/queue"
    chown postfix "$home/data"
    cat - >"$home/main.cf" <<CF
compatibility_level = 3.6
queue_directory = $home/queue
data_directory = $home/data
maillog_file = $home/log
maillog_file_prefixes = $world
inet_interfaces = 127.0.0.1
inet_protocols = all
alias_maps =
alias_database =
mydestination =
local_recipient_maps =
virtual_mailbox_base = $mail
virtual_minimum_uid = 1
virtual_uid_maps = static:$(id -u mail)
virtual_gid_maps = static:$(id -g mail)
smtpd_tls_cert_file = $world/mx.pem
smtpd_tls_key_file = $world/mx.key
smtpd_tls_security_level = may
smtpd_tls_received_header = yes
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 2s
CF
    cat >>"$home/main.cf"
    {
        master_cf
        cat "$home.services"
    } >"$home/master.cf"
}

start_postfix() {
    # It says what is wrong to terminals only.
    attempt script -qec "postfix -c $world/$1 start" /dev/null || wrong "Postfix does not start"
    postfixes+=("$1")
    within 20 grep -q 'daemon started' "$world/$1/log" || wrong "Postfix does not start" "$world/$1/log"
}

# The outside world's own Postfix, with a face for each address.
make_outside() {
    cat >"$world/outside.services" <<CF
$net.10:25 inet n - n - - smtpd
$net.11:25 inet n - n - - smtpd
$net.12:25 inet n - n - - smtpd -o smtpd_tls_security_level=none
$net.13:25 inet n - n - - smtpd -o smtputf8_enable=no
$net.14:25 inet n - n - - smtpd -o smtpd_recipient_restrictions=reject_unauth_destination,check_policy_service,inet:$net.1:10023
$net.15:25 inet n - n - - smtpd -o message_size_limit=4000
$net.16:25 inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
$net.17:25 inet n - n - - smtpd -o queue_minfree=9000000000000000
$net.18:25 inet n - n - - smtpd -o smtpd_recipient_limit=2
CF
    [ -z "$ipv6" ] || echo "[$ipv6]:25 inet n - n - - smtpd" >>"$world/outside.services"
    cat >>"$world/outside.services" <<CF
$net.19:587 inet n - n - - smtpd
    -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o smtpd_sasl_authenticated_header=yes
    -o smtpd_sasl_type=dovecot -o smtpd_sasl_path=inet:$net.1:10025 -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
CF
    make_postfix outside <<CF
myhostname = mx.good.test
mynetworks = $net.10
virtual_mailbox_domains = texthash:$world/domains
virtual_mailbox_maps = texthash:$world/mailboxes
relay_domains = $domain
transport_maps = inline:{$domain=smtp:$inbound}
smtp_tls_security_level = encrypt
CF
}

# start_world: with the peers and the zone that were made before.
start_world() {
    local one user
    chmod 711 "$INTEROP_WORK" "$work"
    chown mail: "$mail"
    : >"$world/violations"
    for one in $(awk '$1 ~ /^[a-z0-9-]+$/ && $1 != "ns" { print $1 }' "$world/test.zone" | sort -u); do
        echo "$one.test here" >>"$world/domains"
        for user in bob carol dave jürgen; do
            echo "$user@$one.test $one.test/$user/" >>"$world/mailboxes"
        done
    done
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=mx.good.test \
        -keyout "$world/mx.key" -out "$world/mx.pem" >"$work/output" 2>&1 || wrong "no certificate for Postfix"
    start_named
    in_background peers ready python3 "$interop/peers.py" --table "$world/peers" --mail "$mail" --violations "$world/violations"
    in_background greylisting ready python3 "$interop/greylist.py" "$net.1" 10023 3
    in_background logins ready python3 "$interop/logins.py" "$net.1" 10025 alice@good.test "$provider_password"
    make_outside
    for one in "$world"/*/main.cf; do
        start_postfix "$(basename "$(dirname "$one")")"
    done
}

# The Postfix that wanted more room on its disk has it.
relieve_disk() {
    sed -i 's/ -o queue_minfree=[0-9]*//' "$world/outside/master.cf"
    attempt postfix -c "$world/outside" reload || wrong "Postfix does not read its settings again"
}

stop_world() {
    local one
    for one in "${postfixes[@]}"; do
        postfix -c "$world/$one" stop >/dev/null 2>&1 || true
    done
    for one in "${servers[@]}"; do
        kill "$one" 2>/dev/null || true
        wait "$one" 2>/dev/null || true
    done
}

# --- what arrived ---

# copies DOMAIN USER SUBJECT: the files of the messages with that subject.
copies() {
    grep -lsx -e "Subject: $3" "$mail/$1.test/$2/new"/* || true
}
