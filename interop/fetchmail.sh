#!/usr/bin/env bash
# fetchmail takes mail over POP3S and IMAPS and hands it to a program.

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need fetchmail python3
account fetchmail
python3 "$interop/messages.py" "$work/mail" 19
export HOME=$work/home FETCHMAILHOME=$work/home
mkdir -p "$HOME"

# What the mail goes to: a file for each message.
cat >"$work/take" <<'PROGRAM'
#!/bin/sh
exec cat >"$(mktemp "$1/XXXXXX")"
PROGRAM
chmod +x "$work/take"

fill() {
    local file
    for file in "$work"/mail/*.eml; do
        imap fetchmail INBOX --upload-file "$file" >"$work/output" 2>&1 || wrong "APPEND of $file"
    done
}

# fetch TEXT PROTOCOL PORT OPTIONS STATUS: one run into an empty folder, which must end with that status.
fetch() {
    local text=$1 protocol=$2 at=$3 options=$4 expected=$5 status=0
    rm -rf "$work/taken"
    mkdir "$work/taken"
    rm -f "$work/fetchmailrc"
    cat >"$work/fetchmailrc" <<CONFIG
set no bouncemail
set no syslog
set invisible
poll localhost with protocol $protocol service $at
    user "fetchmail@$domain" with password "$password"
    $options sslcertck sslcertfile "$work/certificate.pem" no rewrite
    mda "$work/take $work/taken"
CONFIG
    chmod 600 "$work/fetchmailrc"
    attempt fetchmail --fetchmailrc "$work/fetchmailrc" --nodetach --verbose --pidfile "$work/pid" || status=$?
    [ $status -eq "$expected" ] || wrong "$text (exit status $status, not $expected)"
    ok "$text"
}

# Each of the messages must have come once, with the line ends that fetchmail gives to programs.
cat >"$work/compare.py" <<'PYTHON'
import os, sys
def read(folder):
    return sorted(open(os.path.join(folder, name), "rb").read().replace(b"\r\n", b"\n").rstrip(b"\n")
                  for name in os.listdir(folder))
sent, taken = read(sys.argv[1]), read(sys.argv[2])
if len(sent) != len(taken):
    sys.exit(f"{len(taken)} of {len(sent)} messages")
for one, other in zip(sent, taken):
    if one != other:
        sys.exit(f"sent:\n{one!r}\ntaken:\n{other!r}")
PYTHON

taken() {
    succeeds "$1" python3 "$work/compare.py" "$work/mail" "$work/taken"
}

left() {
    imap fetchmail '' --request 'STATUS INBOX (MESSAGES UNSEEN)' >"$work/output" 2>&1 || wrong "STATUS"
    shows "$1" "$2"
}

fill
fetch "POP3S: takes 19 messages and keeps them there" pop3 "$(port pop3s)" "ssl keep fetchall" 0
taken "POP3S: they are what was sent"
left "POP3S: all are still there" 'MESSAGES 19'
fetch "POP3S: with UIDL, takes all as new once" "pop3 uidl" "$(port pop3s)" "ssl keep" 0
fetch "POP3S: with UIDL, finds nothing new the second time" "pop3 uidl" "$(port pop3s)" "ssl keep" 1
fetch "POP3S: takes and deletes them" pop3 "$(port pop3s)" "ssl fetchall" 0
taken "POP3S: they are what was sent, again"
left "POP3S: none are left" 'MESSAGES 0'
fetch "POP3S: an empty mailbox has no mail" pop3 "$(port pop3s)" ssl 1

fill
fetch "POP3: upgrades with STLS and takes them" pop3 "$(port pop3)" "sslproto TLS1.2+ keep fetchall" 0
taken "POP3: they are what was sent"
# curl appends messages as seen.
imap fetchmail INBOX --request 'STORE 1:* -FLAGS.SILENT (\Seen)' >"$work/output" 2>&1 || wrong "STORE"
fetch "IMAPS: takes what is unseen" imap "$(port imaps)" "ssl keep" 0
taken "IMAPS: they are what was sent"
left "IMAPS: they are seen now" 'UNSEEN 0'
fetch "IMAPS: finds nothing unseen the second time" imap "$(port imaps)" "ssl keep" 1
fetch "IMAPS: takes all and deletes them" imap "$(port imaps)" "ssl fetchall" 0
taken "IMAPS: they are what was sent, again"
left "IMAPS: none are left" 'MESSAGES 0'
