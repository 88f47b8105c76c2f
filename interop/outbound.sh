#!/usr/bin/env bash
# Mail to the outside world and from it: a name server, Debian's Postfix, and peers that refuse, forget and cut connections.
#
# Each message is either taken by its peer exactly once or comes back to its sender with the peer's own words.
# Usage: interop/outbound.sh [--postfix] has a second Postfix send in Posthorn's place, which shows what the peers do.

# It has a Posthorn of its own.
unset INTEROP_WORK INTEROP_DATA INTEROP_OFFSET
begins_later=yes
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$interop/world.sh"

need openssl curl ca-certificates python3 swaks libnet-ssleay-perl libio-socket-ssl-perl libauthen-sasl-perl
sender=posthorn
if [ "${1:-}" = --postfix ]; then
    sender=postfix
    need libsasl2-modules
fi
enter_network "$@"

domain=posthorn.test
export INTEROP_PASSWORD=$password

# --- who sends: Posthorn, or what outbound-postfix.sh has in the place of these ---

# Sets $inbound, where the outside world delivers mail for alice.
start_sender() {
    posthorn_settings
    if [ $INTEROP_NETWORK = own ]; then
        disk=$INTEROP_WORK/data
        mkdir "$disk"
        mount -t tmpfs -o size=500m,mode=700 tmpfs "$disk"
    fi
    begin
    account alice
    inbound=[127.0.0.1]:$(port smtp)
    echo "$provider_password" >"$work/provider"
    posthorn_shell relay add provider "[$net.19]" --port 587 --tls required --user alice@good.test \
        --password-file "$work/provider" || wrong "relay add"
    posthorn_shell relay use provider to:@smart.test || wrong "relay use"
}

# submit FILE RECIPIENTS: alice sends a message.
submit() {
    timeout "$patience" swaks --server "localhost:$(port submission)" --tls --auth PLAIN --auth-user "alice@$domain" \
        --auth-password "$password" --from "alice@$domain" --to "$2" --data "$(cat "$1")" </dev/null
}

# submit_utf8 FILE RECIPIENT: the same with SMTPUTF8.
submit_utf8() {
    alice --port "$(port submission)" submit "$1" "$2"
}

nothing_waits() {
    curl --silent --max-time 10 "http://127.0.0.1:$(port admin)/metrics" >"$work/output" 2>&1 &&
        awk -v sent="$sent" '/^posthorn_queue_outcomes_total\{outcome="(delivered|failed|expired)"/ { n += $2 }
            END { exit n < sent }' "$work/output"
}

# fetch_inbox: alice's messages, a file each, in $work/inbox.
fetch_inbox() {
    alice --port "$(port imaps)" fetch "$work/inbox" >"$work/output" 2>&1
}

alice() {
    timeout "$patience" python3 "$interop/outbound.py" --user "alice@$domain" --certificate "$work/certificate.pem" "$@" \
        </dev/null
}

disk=
stop_clients() {
    stop_server
    stop_world
    [ -z "$disk" ] || umount "$disk"
}

[ $sender = posthorn ] || . "$interop/outbound-$sender.sh"

# --- who misbehaves, and what becomes of a message for bob there ---

cat >"$work/peers" <<'TABLE'
# name        stage     times   outcome  what it says
connect-4     connect   1       taken    421 4.3.2 The shop opens later
connect-5     connect   always  bounced  554 5.3.2 The shop has closed for good
connect-cut   connect   1       taken    cut
ehlo-4        hello     1       taken    421 4.3.2 Come back after lunch
ehlo-5        hello     always  bounced  550 5.7.1 Your name is not liked here
helo          ehlo      always  taken    502 5.5.1 What does EHLO mean
mail-4        mail      1       taken    451 4.7.1 Your sender will be known soon
mail-5        mail      always  bounced  550 5.7.1 Nothing from your sender
mail-cut      mail      1       taken    cut
rcpt-4        rcpt      1       taken    450 4.2.1 The mailbox is being moved
rcpt-5        rcpt      always  bounced  550 5.1.1 Bob left us long ago
rcpt-5-bare   rcpt      always  bounced  550 an answer without an enhanced code
eager         rcpt      always  bounced  550 5.1.1 No Bob in this house
eager         data      always  -        eager
data-4        data      1       taken    451 4.3.0 The scribe is at lunch
data-5        data      always  bounced  554 5.7.1 The scribe has left us
text-cut      text      1       taken    cut
dot-4         dot       1       taken    452 4.3.1 The disk is full
dot-5         dot       always  bounced  554 5.6.0 This is not literature
dot-cut       dot       1       taken    cut
dot-taken     dot       1       twice    taken-cut
tls-refused   starttls  always  taken    454 4.7.0 No key at hand
tls-refused   announces always  -        PIPELINING 8BITMIME STARTTLS
tls-garbage   starttls  always  taken    garbage
tls-garbage   announces always  -        PIPELINING 8BITMIME STARTTLS
old           announces always  taken    HELP
chunking      announces always  taken    PIPELINING 8BITMIME CHUNKING
slow          connect   1       taken    wait 10
disk          dot       1       -        wait 4
single        again     always  taken    421 4.7.0 One message each
xn--bcher-kva announces always  -        PIPELINING 8BITMIME SMTPUTF8
many          rcpt:no   always  -        550 5.1.1 Nobody of that name
many          rcpt:wait 1       -        450 4.2.1 Wait a little
busy          connect   always  -        421 4.3.2 Too many guests
hole          connect   always  -        hole
TABLE
make_peers <"$work/peers"

make_zone <<ZONE
mail.posthorn A 127.0.0.1
good MX 20 mx2.good
good MX 10 mx.good
mx.good A $net.10
mx2.good A $net.11
$(host notls 12)
$(host no-utf8 13)
$(host grey 14)
$(host small 15)
$(host tls-only 16)
$(host full 17)
$(host few 18)
ipv6 MX 10 mx.ipv6
mx.ipv6 AAAA ${ipv6:-::1}
here MX 10 localhost
localhost A 127.0.0.1
dead A $net.66
dead-first MX 10 dead
dead-first MX 20 mx.good
hole-first MX 10 mx.hole
hole-first MX 20 mx.good
busy-first MX 10 mx.busy
busy-first MX 20 mx.good
dead-address MX 10 mx.dead-address
mx.dead-address A $net.66
mx.dead-address A $net.10
smart TXT "only its provider knows where it is"
no-mx A $net.10
cname CNAME good
alias-mx MX 10 alias
alias CNAME mx.good
null-mx MX 0 .
null-mx A $net.10
no-host MX 10 nowhere
loop MX 10 mail.posthorn
ZONE

start_sender
start_world

# --- what is sent ---

# compose NAME: a message whose subject is the name, with what is easily damaged on the way.
compose() {
    cat >"$work/$1.eml" <<MESSAGE
From: Alice <alice@$domain>
To: $1@example.test
Subject: $1
Date: $(date -R)
Message-ID: <$1@$domain>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Grüße an $1
.
..zwei Punkte
From hier an
MESSAGE
}

# sends NAME RECIPIENTS: in the background, four at a time.
sends() {
    local recipients
    IFS=, read -ra recipients <<<"$2"
    sent=$((sent + ${#recipients[@]}))
    [ -s "$work/$1.eml" ] || compose "$1"
    "${submit_utf8:-submit}" "$work/$1.eml" "$2" >"$work/$1.submission" 2>&1 &
    submissions+=($!)
    [ ${#submissions[@]} -lt 4 ] || await_submissions
}

await_submissions() {
    local each refused=
    for each in "${submissions[@]}"; do
        wait "$each" || refused=yes
    done
    submissions=()
    [ -z "$refused" ] && return
    grep -h '^<[-~]\*\|Error' "$work"/*.submission >"$work/refused" || true
    wrong "submission takes everything" "$work/refused"
}

# --- what became of it ---

# bounces NAME: the files of the reports about the message with that subject.
bounces() {
    grep -lsx -e "Subject: $1" $(grep -lsx -i 'Return-Path: <>' "$work/inbox"/*) </dev/null || true
}

count() {
    wc -w <<<"$*"
}

# not_so TEXT NAME: what all sides know of the message. The other messages are looked at all the same.
not_so() {
    failed=yes
    {
        tail -n 40 "$(bounces "$2" | head -n 1)" || true
        grep -h -A 3 -e "$2.test" -e "$2@" "$world"/*/log "$INTEROP_WORK/server.log" | tail -n 30
    } >"$work/evidence" 2>/dev/null || true
    (wrong "$1" "$work/evidence") || true
}

# taken NAME TEXT [DOMAIN USER HOW-OFTEN]: so many copies arrived.
taken() {
    local found
    found=$(count "$(copies "${3:-$1}" "${4:-bob}" "$1")")
    if [ "$found" = "${5:-1}" ]; then
        ok "$2"
    else
        not_so "$2 (arrived $found times)" "$1"
    fi
}

# bounced NAME WORDS TEXT: one report came back, with these words of the peer.
bounced() {
    local found
    found=$(bounces "$1")
    if [ "$(count "$found")" != 1 ]; then
        not_so "$3 ($(count "$found") reports)" "$1"
    elif ! tr -s ' \n' '  ' <"$found" | grep -F -e "$2" >"$work/output"; then
        # Lines may be folded anywhere between words.
        not_so "$3 (the report does not say $2)" "$1"
    else
        ok "$3"
    fi
}

# says TEXT NAME PATTERN: the only copy at its domain, or the only report, has a line like this, folded or not.
says() {
    local file
    file=$(copies "$2" bob "$2")
    [ -n "$file" ] || file=$(bounces "$2")
    if [ "$(count "$file")" = 1 ] && unfolded "$file" | grep -Ei -e "$3" >"$work/output"; then
        ok "$1"
    else
        not_so "$1 (no match for $3)" "$2"
    fi
}

# holds TEXT NAME COMMAND…: the command must succeed.
holds() {
    local text=$1 name=$2
    shift 2
    if "$@" >"$work/output" 2>&1; then
        ok "$text"
    else
        not_so "$text" "$name"
    fi
}

# Folded lines as one.
unfolded() {
    sed -E ':a; N; $!ba; s/\n[ \t]+/ /g' "$1"
}

# becomes_empty TEXT: the queue does.
becomes_empty() {
    if within 60 nothing_waits; then
        ok "$1"
    else
        failed=yes
        grep -h deferred "$world"/*/log "$INTEROP_WORK/server.log" | tail -n 20 >"$work/evidence" || true
        (wrong "$1" "$work/evidence") || true
    fi
}

has_bounced() {
    fetch_inbox && [ "$(count "$(bounces "$1")")" = 1 ]
}

# in_words STAGE TIMES ANSWER: a line of the table.
in_words() {
    local where=$1 answer="says $3"
    case $1 in
        connect) where='the greeting' ;;
        again) where='the second MAIL' ;;
        hello) where='EHLO and HELO' ;;
        ehlo | starttls | mail | rcpt | data) where=${1^^} ;;
        text) where='the first line of the text' ;;
        dot) where='the final dot' ;;
        announces) echo "a peer that announces just $3" && return ;;
    esac
    case $3 in
        cut) answer='cuts the connection' ;;
        taken-cut) answer='cuts the connection after it has taken the message' ;;
        garbage) answer='agrees and does not speak TLS' ;;
        wait*) answer='takes its time' ;;
    esac
    if [ "$2" = always ]; then
        echo "a peer that at $where $answer"
    else
        echo "a peer that at $where $answer, ${2/#1/once}"
    fi
}

failed=
sent=0
submissions=()
mkdir -p "$work/inbox"

sends null-mx bob@null-mx.test
sends nowhere bob@nowhere.test
await_submissions
within 10 has_bounced null-mx || true
within 10 has_bounced nowhere || true
bounced null-mx null-mx.test "a domain that takes no mail (null MX): a report at once"
bounced nowhere nowhere.test "a domain that does not exist: a report at once"

sends slow bob@slow.test
sends good bob@good.test,carol@good.test,nobody@good.test,bob@notls.test
sends few bob@few.test,carol@few.test,dave@few.test
sends many yes@many.test,no@many.test,wait@many.test
for name in grey dead-first hole-first busy-first dead-address no-mx cname alias-mx no-host loop tls-only full smart; do
    sends "$name" "bob@$name.test"
done
[ -z "$ipv6" ] || sends ipv6 bob@ipv6.test
[ $INTEROP_NETWORK = shared ] || sends here bob@here.test
compose small
printf 'Zeile %s eines langen Briefes an jemanden mit einem kleinen Kasten\n' {1..200} >>"$work/small.eml"
sends small bob@small.test
for name in utf8 no-utf8; do
    compose $name
    sed -i "s/^To: .*/To: Grüße <grüße@$name.test>/" "$work/$name.eml"
done
submit_utf8=submit_utf8 sends utf8 jürgen@good.test
submit_utf8=submit_utf8 sends no-utf8 bob@no-utf8.test
submit_utf8=submit_utf8 sends idn bob@bücher.test
sends literal "bob@[$(awk '$2 == "old.test" { print $1 }' "$world/peers")]"
for name in single-2 single-3; do
    sends $name bob@single.test
done
while read -r name stage times outcome words; do
    [ "$outcome" = - ] || [ "$name" = slow ] || sends "$name" "bob@$name.test"
done < <(grep -v '^#' "$work/peers")
await_submissions
ok "submission takes everything"

within 20 grep -q 'Insufficient system storage' "$world/outside/log" ||
    wrong "a Postfix whose disk is full says so" "$world/outside/log"
relieve_disk

# Meanwhile the other direction.
for name in alice nobody; do
    compose "to-$name"
    succeeds "Postfix takes a message to $name@$domain" \
        swaks --server "$net.10" --from bob@good.test --to "$name@$domain" --data "$(cat "$work/to-$name.eml")"
done

becomes_empty "the queue becomes empty"
fetch_inbox || wrong "alice's INBOX"

taken good "Postfix takes a message"
taken good "it does so for another recipient of the same message" good carol
taken good "and another Postfix without TLS for a third one" notls bob
bounced good 'User unknown in virtual mailbox table' "Postfix does not know the fourth one: comes back with its words"
says "it comes over TLS" good '^Received: .* \(using TLSv1\.[23] .* with ESMTPS id'
taken tls-only "a Postfix that wants TLS"
taken smart "a domain whose mail goes to a provider, with TLS and a login"
says "the provider knows who sent it" smart '^Received: .*\(Authenticated sender: alice@good\.test\).* with ESMTPSA id'
taken utf8 "an address in UTF-8" good jürgen
bounced no-utf8 no-utf8.test "header lines in UTF-8 for a Postfix without SMTPUTF8: comes back"
says "it says so by its code" no-utf8 '^Status: 5\.6\.[79]'
bounced small 'small.test' "a message that is too large for the peer comes back"
says "it says so by its code" small '^Status: 5\.(3\.4|2\.3)'
taken idn "a domain in UTF-8" xn--bcher-kva
taken literal "an address for a domain" old
taken single-2 "a peer that takes one message for each connection gets the second on another" single
taken single-3 "and so with the third" single
for name in bob carol dave; do
    taken few "a Postfix that takes two recipients at once: $name" few $name
done
taken grey "greylisting: a second attempt is let in"
holds "greylisting: the first attempt is not" grey grep 'Greylisted, please come back' "$world/outside/log"
taken full "a Postfix whose disk was full takes it later"

taken dead-first "the first MX refuses connections: the second gets it" dead-first
taken hole-first "the first MX is a black hole: the second gets it" hole-first
taken busy-first "the first MX is too busy: the second gets it" busy-first
taken dead-address "one of two addresses of an MX refuses connections: the other gets it"
[ -z "$ipv6" ] || taken ipv6 "an MX with an IPv6 address"
taken no-mx "a domain without MX: its address gets it"
taken cname "a domain that is an alias"
taken alias-mx "an MX that is an alias"
bounced no-host no-host.test "an MX that does not exist: comes back"
bounced loop loop.test "an MX that is the sender itself: comes back"
if [ $INTEROP_NETWORK = own ]; then
    bounced here here.test "an MX that means every machine to itself: comes back"
fi

while read -r name stage times outcome words; do
    text=$(in_words "$stage" "$times" "$words")
    case $outcome in
        taken) taken "$name" "$text: arrives once" ;;
        twice) taken "$name" "$text: arrives again, for nobody could know" "$name" bob 2 ;;
        bounced) bounced "$name" "${words#??? }" "$text: comes back with these words" ;;
    esac
done < <(grep -v '^#' "$work/peers")
holds "a slow peer delays nobody else" good test "$(copies slow bob slow)" -nt "$(copies good bob good)"
taken many "one of three recipients refused: the first gets it" many yes
taken many "another one deferred: gets it later" many wait
bounced many 'Nobody of that name' "only the refused one comes back"
holds "the report names nobody else" many test "$(cat $(bounces many) </dev/null | grep -i '^Final-Recipient: ')" = \
    'Final-Recipient: rfc822; no@many.test'

report=rcpt-5
says "a report is a multipart/report" $report '^Content-Type: multipart/report;.*report-type="?delivery-status'
says "it tells who reports" $report "^Reporting-MTA: dns; mail\\.$domain"
says "it tells of whom" $report '^Final-Recipient: rfc822; bob@rcpt-5\.test'
says "it tells that it failed" $report '^Action: failed'
says "it tells the code" $report '^Status: 5\.1\.1'
says "it tells who said what" $report '^Remote-MTA: dns; mx\.rcpt-5\.test'
says "in its words" $report '^Diagnostic-Code: smtp; 550 5\.1\.1 Bob left us long ago'
says "it is not to be answered" $report '^Auto-Submitted: auto-replied'
says "it has the message, or its header" $report "^Message-ID: <rcpt-5@$domain>"

# --- what is true of all ---

expected=$(($(awk '/^[^#]/ && $4 == "bounced"' "$work/peers" | wc -l) + 8))
[ $INTEROP_NETWORK = shared ] || expected=$((expected + 1))
found=$(grep -lsx -i 'Return-Path: <>' "$work/inbox"/* | wc -l)
holds "alice gets $expected reports in all" nobody test "$found" = $expected

succeeds "no text is damaged" python3 "$interop/outbound.py" texts "$mail"/*/*/new/*
[ ! -s "$world/violations" ] || wrong "nothing is said that a peer did not announce" "$world/violations"
ok "nothing is said that a peer did not announce"

# --- mail from outside ---

incoming=$(grep -lsx 'Subject: to-alice' "$work/inbox"/* || true)
[ "$(count "$incoming")" = 1 ] || wrong "mail from outside arrives (found $(count "$incoming") times)" "$world/outside/log"
ok "mail from outside arrives"
unfolded "$incoming" | grep -E '^Received: from mx\.good\.test .*with ESMTPS' >"$work/output" ||
    wrong "it comes over TLS" "$incoming"
ok "it comes over TLS"
returned=$(grep -lsx 'Subject: to-nobody' "$mail/good.test/bob/new"/* || true)
[ "$(count "$returned")" = 1 ] || wrong "mail from outside for nobody comes back" "$world/outside/log"
unfolded "$returned" | grep -E '^Diagnostic-Code: smtp; 550 5\.1\.1 ' >"$work/output" || wrong "with our words" "$returned"
ok "mail from outside for nobody comes back with our words"

# --- where is my mail ---

# traced NAME PATTERN TEXT: what Posthorn says of a message has a line like this.
traced() {
    if posthorn_shell trace "<$1@$domain>" && grep -E -e "$2" "$work/output" >"$work/found"; then
        ok "$3"
    else
        failed=yes
        (wrong "$3 (no match for $2)") || true
    fi
}

if [ $sender = posthorn ]; then
    traced rcpt-5 '550 5\.1\.1 Bob left us long ago' "trace tells the words of a peer that refused"
    traced grey 'Greylisted, please come back' "trace tells the words of one that deferred"
    traced grey '250 2\.0\.0 Ok: queued as' "and of the same when it took the message"
fi

# --- our own disk is full ---

free_octets() {
    df --output=avail -B1 "$disk" | tail -n 1
}

refuses_for_want_of_room() {
    submit "$work/no-room.eml" bob@good.test >"$work/output" 2>&1 || true
    grep -q '^<~\* 452 4\.3\.1 ' "$work/output"
}

has_arrived() {
    [ -n "$(copies "$1" bob "$1")" ]
}

is_taken() {
    submit "$work/room.eml" bob@good.test >"$work/output" 2>&1
}

if [ -n "$disk" ]; then
    sends disk bob@disk.test
    await_submissions
    # The peer has the message and takes four seconds to say so; then there is no room to write that down.
    fallocate -l "$(free_octets)" "$disk/ballast"
    compose no-room
    compose room
    within 20 refuses_for_want_of_room || wrong "no room on our disk: submission is refused for a while with 452 4.3.1"
    ok "no room on our disk: submission is refused for a while with 452 4.3.1"
    within 20 has_arrived disk || not_so "no room on our disk: the peer has taken what was under way" disk
    rm "$disk/ballast"
    within 30 is_taken || wrong "room again: submission goes on"
    sent=$((sent + 1))
    ok "room again: submission goes on"
    becomes_empty "room again: the queue becomes empty"
    taken disk "what was under way has arrived once"
    taken room "what came later has arrived" good
fi

[ -z "$failed" ]
