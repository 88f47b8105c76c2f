#!/usr/bin/env bash
# mutt reads a mailbox under a pseudo terminal, as a person would with its keys.

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need mutt tmux python3
account mutt
python3 "$interop/messages.py" "$work/mail" 8
for file in "$work"/mail/*.eml; do
    imap mutt INBOX --upload-file "$file" >"$work/output" 2>&1 || wrong "APPEND of $file"
done
imap mutt INBOX --request 'STORE 1:* -FLAGS.SILENT (\Seen)' >"$work/output" 2>&1 || wrong "STORE"

mkdir -p "$work/home"
cat >"$work/muttrc" <<CONFIG
set folder = "imaps://localhost:$(port imaps)/"
set spoolfile = "+INBOX"
set imap_user = "mutt@$domain"
set imap_pass = "$password"
set certificate_file = "$work/certificate.pem"
set ssl_force_tls = yes
set header_cache = "$work/home/headers"
set mail_check = 1
set timeout = 1
set imap_idle = yes
set charset = utf-8
set sort = mailbox-order
set index_format = "%3C %Z %-20.20F %s"
set status_format = "%f %M messages, %u unread, %n new, %F flagged"
set pager_index_lines = 0
set confirmappend = no
set delete = yes
set move = no
set quit = yes
set wait_key = no
set beep = no
CONFIG

tmux=(tmux -S "$work/tmux" -f /dev/null)

stop_clients() {
    "${tmux[@]}" kill-server 2>/dev/null || true
}

# screen: what the terminal shows now.
screen() {
    "${tmux[@]}" capture-pane -p -t mutt >"$work/output" 2>&1
}

screen_shows() {
    screen && grep -Eq -e "$1" "$work/output"
}

# sees TEXT PATTERN: the terminal must show it before long.
sees() {
    within 30 screen_shows "$2" || wrong "$1 (the terminal shows no $2)"
    ok "$1"
}

press() {
    "${tmux[@]}" send-keys -t mutt "$@"
}

status_is() {
    imap mutt '' --request 'STATUS INBOX (MESSAGES UNSEEN)' >"$work/output" 2>&1 && grep -q "$1" "$work/output"
}

search_finds() {
    imap mutt INBOX --request "SEARCH $1" >"$work/output" 2>&1 && grep -Eq "^\* SEARCH $2.?$" "$work/output"
}

env HOME="$work/home" TERM=screen-256color "${tmux[@]}" new-session -d -s mutt -x 120 -y 30 \
    "env LC_ALL=C.UTF-8 mutt -n -F '$work/muttrc'; echo mutt has ended with \$?; sleep 60"

sees "opens INBOX with 8 messages" 'INBOX.* 8 messages, 8 unread'
shows "shows names and subjects in every script" '山田 花子 +来週の会議'
press 3 Enter Enter
sees "opens a message with an attachment" 'Angebot'
press i
sees "and goes back" '8 messages, 7 unread'
press 5 Enter F
sees "flags a message" '1 flagged'
press 7 Enter d '$'
sees "deletes a message and writes the mailbox" '7 messages, 7 unread|7 messages, 6 unread'
within 10 search_finds FLAGGED 5 || wrong "the flag is not on the server"
ok "the flag is on the server"
within 10 search_finds SEEN 3 || wrong "what was read is not seen on the server"
ok "what was read is seen on the server"

imap mutt INBOX --upload-file "$work/mail/0001.eml" >"$work/output" 2>&1 || wrong "APPEND"
sees "shows a message that arrives meanwhile" '8 messages'
press 1 Enter s
press C-u
press '=Archive' Enter
sees "saves a message to another mailbox" '^ *1 +[NO]?D'
press q
sees "quits" 'mutt has ended with 0'
imap mutt '' --request 'STATUS Archive (MESSAGES)' >"$work/output" 2>&1 || wrong "STATUS"
shows "the saved message is in the other mailbox" 'MESSAGES 1'
within 10 status_is 'MESSAGES 7' || wrong "the saved message is still in INBOX"
ok "and has left INBOX"
