#!/usr/bin/env bash
# Programs of this machine send by `posthorn sendmail`: as root and as another user, in the way of cron, PHP and mutt, and
# while the server is down.

# It has a Posthorn of its own.
unset INTEROP_WORK INTEROP_DATA INTEROP_OFFSET
begins_later=yes
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need openssl curl ca-certificates php-cli mutt
export POSTHORN_DROP=$INTEROP_WORK/drop
chmod 711 "$INTEROP_WORK"
cat >"$work/posthorn.yaml" <<END
sendmail:
  folder: $POSTHORN_DROP
  senders: [root $domain, www-data shop@$domain]
END
server_options=(--conf "$work/posthorn.yaml")
begin
account admin
account shop
posthorn_shell postmaster set "admin@$domain" || wrong "postmaster set"

# What PHP and cron are configured with: a link.
bin=$INTEROP_WORK/bin
mkdir "$bin"
ln -s "$(readlink -f "$posthorn")" "$bin/sendmail"
sendmail=$bin/sendmail

# A user who has nothing to do with the server; a copy of the launcher where that user may not see the other.
as_user() {
    setpriv --reuid=www-data --regid=www-data --clear-groups env POSTHORN_DROP="$POSTHORN_DROP" "$@"
}
chmod 755 "$bin"
cp "$(readlink -f "$posthorn")" "$bin/posthorn"

arrived() {
    imap admin "INBOX" -X "SEARCH HEADER Subject $1" | grep -q '^\* SEARCH [0-9]'
}

# arrives SUBJECT TEXT
arrives() {
    within 20 arrived "$1" || wrong "$2"
    ok "$2"
}

printf 'Subject: one\n\nhello\n.\nnot this\n' | "$sendmail" "admin@$domain" >"$work/output" 2>&1 || wrong "sendmail"
arrives one "a message for a recipient that is named"
imap admin "INBOX;MAILINDEX=1" >"$work/message"
shows "it comes from its user" "^From: root@$domain" "$work/message"
grep -q 'not this' "$work/message" && wrong "it goes on behind the dot" "$work/message"
ok "it ends at the dot"

# As cron does.
printf 'From: root (Cron Daemon)\nTo: root\nSubject: cron\n\n.\nlast\n' |
    "$sendmail" -FCronDaemon -i -B8BITMIME -oem root >"$work/output" 2>&1 || wrong "sendmail as cron calls it"
arrives cron "what cron tells root comes to the postmaster"
imap admin "INBOX;MAILINDEX=2" >"$work/message"
shows "it goes on behind a dot with -i" "^last" "$work/message"

as_user php -d sendmail_path="$bin/posthorn sendmail -t -i" -r \
    "exit(mail('admin@$domain', 'php', \"body\", \"Bcc: shop@$domain\") ? 0 : 1);" >"$work/output" 2>&1 || wrong "PHP's mail()"
arrives php "PHP's mail() as another user"
imap admin "INBOX;MAILINDEX=3" >"$work/message"
shows "it comes from the address that is listed for that user" "^From: shop@$domain" "$work/message"
grep -qi '^bcc' "$work/message" && wrong "the blind copy shows" "$work/message"
imap shop "INBOX;MAILINDEX=1" >"$work/message" 2>&1
shows "the blind copy has arrived" "^Subject: php" "$work/message"

as_user php -d sendmail_path="$bin/posthorn sendmail -t -i -f boss@$domain" -r \
    "exit(mail('admin@$domain', 'forged', 'body') ? 0 : 1);" >"$work/output" 2>&1 || wrong "PHP's mail()"
returned() {
    imap shop "INBOX" -X "SEARCH BODY boss@$domain" | grep -q '^\* SEARCH [0-9]'
}
within 20 returned || wrong "who may not send so is told"
ok "who may not send so is told"

as_user ls "$POSTHORN_DROP" >"$work/output" 2>&1 && wrong "another user sees what is left"
ok "no other user sees what is left"

status=0
"$sendmail" </dev/null >"$work/output" 2>&1 || status=$?
[ $status -eq 64 ] || wrong "without recipients it ends with $status"
shows "without recipients it says so" "no recipients"
status=0
printf 'x\n' | POSTHORN_DROP=/nonexistent "$bin/posthorn" sendmail x@x >"$work/output" 2>&1 || status=$?
[ $status -eq 75 ] || wrong "without a folder it ends with $status"
shows "without a folder it says so, to be tried later" "sendmail.folder"

stop_server
printf 'Subject: down\n\nhello\n' | as_user "$bin/posthorn" sendmail "admin@$domain" >"$work/output" 2>&1 ||
    wrong "sendmail while the server is down"
"$posthorn" serve --data "$INTEROP_DATA" --port-offset "$INTEROP_OFFSET" "${server_options[@]}" </dev/null \
    >>"$INTEROP_WORK/server.log" 2>&1 &
server=$!
within 60 listens "$(port imaps)" || wrong "the server does not start again" "$INTEROP_WORK/server.log"
arrives down "what was left while the server was down"
printf 'hello\n' | mutt -n -e "set sendmail='$sendmail -oi' from=admin@$domain" -s mutt -- "admin@$domain" \
    >"$work/output" 2>&1 || wrong "mutt"
arrives mutt "mutt by sendmail"
nothing_stays() {
    [ -z "$(find "$POSTHORN_DROP" -type f)" ]
}
within 10 nothing_stays || wrong "something stays behind"
ok "nothing stays behind"
