#!/usr/bin/env bash
# mbsync keeps a mailbox of 500 messages and folders the same on the server and in a Maildir.

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need isync python3
account mbsync
export HOME=$work/home
mkdir -p "$HOME" "$work/maildir"

cat >"$work/mbsyncrc" <<CONFIG
IMAPAccount posthorn
Host localhost
Port $(port imaps)
SSLType IMAPS
CertificateFile $work/certificate.pem
User mbsync@$domain
PassCmd "cat $work/password"

IMAPStore far
Account posthorn

MaildirStore near
Path $work/maildir/
Inbox $work/maildir/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Remove Both
Expunge Both
CopyArrivalDate yes
SyncState *
CONFIG

mail() {
    timeout "$patience" python3 "$interop/mailbox.py" --port "$(port imaps)" --certificate "$work/certificate.pem" \
        --user "mbsync@$domain" --password-file "$work/password" --maildir "$work/maildir" "$@"
}

# sync TEXT: one run, which must have nothing to complain about.
sync() {
    attempt mbsync -c "$work/mbsyncrc" -V all || wrong "$1 (exit status $?)"
    if grep -Eiq '^(warning|error|notice)' "$work/output"; then
        wrong "$1: complaints"
    fi
    ok "$1"
}

quietly() {
    "$@" </dev/null >"$work/output" 2>&1
}

# state: what both sides have, for a comparison with later.
state() {
    mail state >"$1" 2>"$work/output" || wrong "the state of both sides"
}

# checks TEXT COMMAND ARGUMENT…: a comparison that mailbox.py makes.
checks() {
    local text=$1
    shift
    quietly mail "$@" || wrong "$text"
    ok "$text"
}

quietly mail fill --from 1 --to 200 --where server || wrong "filling the server"
quietly mail fill --from 201 --to 500 --where maildir || wrong "filling the Maildir"
sync "first run, 200 messages here and 300 there"
checks "500 messages on both sides, octet for octet" same --messages 500

state "$work/before"
sync "second run"
state "$work/after"
same "the second run changes nothing" "$work/before" "$work/after"

quietly mail flag --where server --every 7 --flag '\Flagged' || wrong "flags on the server"
quietly mail flag --where server --every 11 --flag '\Seen' || wrong "flags on the server"
quietly mail flag --where maildir --every 5 --flag '\Answered' || wrong "flags in the Maildir"
sync "after flags were set on both sides"
checks "every 7th is flagged on both sides" flagged --every 7 --flag '\Flagged'
checks "every 5th is answered on both sides" flagged --every 5 --flag '\Answered'

quietly mail delete --where server --from 1 --to 20 || wrong "deletions on the server"
quietly mail delete --where maildir --from 481 --to 500 || wrong "deletions in the Maildir"
sync "after 20 messages were deleted on each side"
checks "460 messages on both sides, octet for octet" same --messages 460

imap mbsync '' --request 'CREATE Projekte/M&APw-ller' >"$work/output" 2>&1 || wrong "CREATE on the server"
quietly mail fill --from 501 --to 510 --where server --mailbox 'Projekte/M&APw-ller' || wrong "filling the new mailbox"
mkdir -p "$work/maildir/Reisen/2024"/{cur,new,tmp} "$work/maildir/Reisen"/{cur,new,tmp}
quietly mail fill --from 511 --to 515 --where maildir --mailbox Reisen/2024 || wrong "filling the new folder"
sync "after new folders on both sides"
checks "the server's new mailbox is in the Maildir" same --messages 10 --mailbox 'Projekte/M&APw-ller'
checks "the Maildir's new folder is on the server" same --messages 5 --mailbox Reisen/2024

imap mbsync INBOX --request 'MOVE 1:5 Reisen/2024' >"$work/output" 2>&1 || wrong "MOVE on the server"
sync "after messages were moved on the server"
checks "they have left the INBOX of both sides" same --messages 455
checks "and are in the other mailbox of both sides" same --messages 10 --mailbox Reisen/2024

state "$work/before"
sync "last run"
state "$work/after"
same "the last run changes nothing" "$work/before" "$work/after"
