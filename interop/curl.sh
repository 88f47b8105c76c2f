#!/usr/bin/env bash
# curl speaks IMAP, POP3 and SMTP, each over TLS from the start and after an upgrade, and asks how the server is.

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need python3
account curl
account curl2
python3 "$interop/messages.py" "$work/mail" 19
login=(--silent --show-error --max-time 100 --cacert "$work/certificate.pem")
as_curl=("${login[@]}" --user "curl@$domain:$password")
imaps=imaps://localhost:$(port imaps)
http=(--silent --show-error --max-time 20)
pop3s=pop3s://localhost:$(port pop3s)

# fetched TEXT EXPECTED CURL-ARGUMENT…: what curl writes must be the file.
fetched() {
    local text=$1 expected=$2
    shift 2
    attempt curl "${as_curl[@]}" --output "$work/fetched" "$@" || wrong "$text (exit status $?)"
    same "$text" "$expected" "$work/fetched"
}

# refused TEXT STATUS COMMAND…: curl must end with that exit status.
refused() {
    local text=$1 expected=$2 status=0
    shift 2
    attempt "$@" || status=$?
    [ $status -eq "$expected" ] || wrong "$text (exit status $status, not $expected)"
    ok "$text"
}

# --- IMAP ---

succeeds "IMAPS: logs in and lists the mailboxes" curl "${as_curl[@]}" "$imaps/"
for mailbox in INBOX Drafts Sent Junk Trash Archive; do
    shows "IMAPS: LIST names $mailbox" "^\* LIST \(.*\) (\"/\"|\"\.\"|NIL) \"?$mailbox\"?.?$"
done
succeeds "IMAP: upgrades with STARTTLS and logs in" \
    curl "${as_curl[@]}" --ssl-reqd "imap://localhost:$(port imap)/"
succeeds "IMAPS: AUTHENTICATE PLAIN" curl "${as_curl[@]}" --login-options AUTH=PLAIN "$imaps/"
refused "IMAPS: a wrong password is refused" 67 curl "${login[@]}" --user "curl@$domain:wrong" "$imaps/"
refused "IMAPS: an unknown account is refused" 67 curl "${login[@]}" --user "nobody@$domain:$password" "$imaps/"
refused "IMAP: without TLS there is no login" 67 curl "${as_curl[@]}" "imap://localhost:$(port imap)/"

for number in $(seq 1 19); do
    file=$work/mail/$(printf %04d "$number").eml
    attempt curl "${as_curl[@]}" --upload-file "$file" "$imaps/INBOX" || wrong "APPEND of message $number"
done
ok "IMAPS: APPEND of 19 messages"
for number in $(seq 1 19); do
    file=$work/mail/$(printf %04d "$number").eml
    attempt curl "${as_curl[@]}" --output "$work/fetched" "$imaps/INBOX;MAILINDEX=$number" || wrong "FETCH $number"
    cmp "$file" "$work/fetched" >"$work/output" 2>&1 || wrong "FETCH BODY[] of message $number differs"
done
ok "IMAPS: FETCH BODY[] gives back all 19, octet for octet"

sed '1,/^\r$/d' "$work/mail/0001.eml" >"$work/expected"
fetched "IMAPS: FETCH BODY[TEXT]" "$work/expected" "$imaps/INBOX;MAILINDEX=1;SECTION=TEXT"
sed '/^\r$/q' "$work/mail/0001.eml" >"$work/expected"
fetched "IMAPS: FETCH BODY[HEADER]" "$work/expected" "$imaps/INBOX;MAILINDEX=1;SECTION=HEADER"
printf 'Subject: =?UTF-8?Q?R=C3=BCckfrage_zur_Lieferung?=\r\n\r\n' >"$work/expected"
fetched "IMAPS: FETCH BODY[HEADER.FIELDS (SUBJECT)]" "$work/expected" \
    "$imaps/INBOX;MAILINDEX=2;SECTION=HEADER.FIELDS%20(SUBJECT)"
python3 - "$work/mail/0003.eml" >"$work/expected" <<'PYTHON'
import sys
parts = open(sys.argv[1], "rb").read().split(b"\r\n------=_Part_1.2")
sys.stdout.buffer.write(parts[2].split(b"\r\n\r\n", 1)[1])
PYTHON
fetched "IMAPS: FETCH BODY[2], an attachment" "$work/expected" "$imaps/INBOX;MAILINDEX=3;SECTION=2"
head -c 150 "$work/expected" | tail -c 100 >"$work/part"
fetched "IMAPS: FETCH BODY[2]<50.100>, a piece of it" "$work/part" \
    "$imaps/INBOX;MAILINDEX=3;SECTION=2;PARTIAL=50.100"

succeeds "IMAPS: SEARCH" curl "${as_curl[@]}" "$imaps/INBOX?SUBJECT%20minutes"
shows "IMAPS: SEARCH finds the right messages" '^\* SEARCH 1 8 15.?$'
succeeds "IMAPS: UID SEARCH by header" curl "${as_curl[@]}" --request 'UID SEARCH HEADER Message-ID <4@interop.example>' \
    "$imaps/INBOX"
shows "IMAPS: UID SEARCH finds the right message" '^\* SEARCH 4.?$'
succeeds "IMAPS: FETCH ENVELOPE and BODYSTRUCTURE" curl "${as_curl[@]}" \
    --request 'FETCH 3 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)' "$imaps/INBOX"
shows "IMAPS: the size is that of the message" "RFC822.SIZE $(stat -c %s "$work/mail/0003.eml")[ )]"
succeeds "IMAPS: STORE" curl "${as_curl[@]}" --request 'STORE 19 +FLAGS.SILENT (\Deleted \Answered)' "$imaps/INBOX"
succeeds "IMAPS: EXPUNGE" curl "${as_curl[@]}" --request 'EXPUNGE' "$imaps/INBOX"
shows "IMAPS: EXPUNGE tells what is gone" '^\* 19 EXPUNGE.?$'
succeeds "IMAPS: CREATE, with a name in UTF-7" curl "${as_curl[@]}" --request 'CREATE Kunden/M&APw-ller' "$imaps/"
succeeds "IMAPS: COPY into the new mailbox" curl "${as_curl[@]}" --request 'COPY 1:5 Kunden/M&APw-ller' "$imaps/INBOX"
succeeds "IMAPS: STATUS" curl "${as_curl[@]}" --request 'STATUS Kunden/M&APw-ller (MESSAGES UNSEEN)' "$imaps/"
shows "IMAPS: STATUS counts the copies" 'MESSAGES 5'

# --- POP3 ---

succeeds "POP3S: LIST" curl "${as_curl[@]}" "$pop3s/"
shows "POP3S: LIST gives the size" "^2 $(stat -c %s "$work/mail/0002.eml").?$"
succeeds "POP3S: UIDL" curl "${as_curl[@]}" --request UIDL "$pop3s/"
succeeds "POP3S: STAT" curl "${as_curl[@]}" --request STAT --head "$pop3s/"
fetched "POP3S: RETR 3, with an attachment" "$work/mail/0003.eml" "$pop3s/3"
fetched "POP3S: RETR 14, with lines that begin with dots" "$work/mail/0014.eml" "$pop3s/14"
succeeds "POP3: upgrades with STLS and logs in" curl "${as_curl[@]}" --ssl-reqd "pop3://localhost:$(port pop3)/"
refused "POP3S: a wrong password is refused" 67 curl "${login[@]}" --user "curl@$domain:wrong" "$pop3s/"
succeeds "POP3S: DELE" curl "${as_curl[@]}" --request DELE --head "$pop3s/1"
imap curl '' --request 'STATUS INBOX (MESSAGES)' >"$work/output" 2>&1 || wrong "STATUS"
shows "POP3S: after QUIT one message less is there" 'MESSAGES 17'

# --- SMTP ---

# sends TEXT FILE RECIPIENT CURL-ARGUMENT…
sends() {
    local text=$1 file=$2 recipient=$3
    shift 3
    succeeds "$text" curl "${as_curl[@]}" --ssl-reqd --mail-from "curl@$domain" --mail-rcpt "$recipient" \
        --upload-file "$file" "$@"
}

# Who has logged in writes as nobody else.
for number in 0003 0008; do
    sed "s/^From: .*/From: Curl <curl@$domain>\r/" "$work/mail/$number.eml" >"$work/own-$number.eml"
done
sends "SMTPS: submission over TLS" "$work/own-0008.eml" "curl2@$domain" "smtps://localhost:$(port submissions)/client.example"
sends "SMTP: submission with STARTTLS" "$work/own-0003.eml" "curl2@$domain" \
    "smtp://localhost:$(port submission)/client.example"
refused "SMTPS: a message in the name of somebody else is refused" 8 curl "${as_curl[@]}" --ssl-reqd \
    --mail-from "curl@$domain" --mail-rcpt "curl2@$domain" --upload-file "$work/mail/0001.eml" \
    "smtps://localhost:$(port submissions)/client.example"
refused "SMTPS: a wrong password is refused" 67 curl "${login[@]}" --user "curl@$domain:wrong" \
    --mail-from "curl@$domain" --mail-rcpt "curl2@$domain" --upload-file "$work/mail/0001.eml" \
    "smtps://localhost:$(port submissions)/client.example"

# without_trace FILE: what a message was before the server put its own lines on top.
without_trace() {
    python3 -c '
import sys
text, original = sys.stdin.buffer.read(), open(sys.argv[1], "rb").read()
sys.stdout.buffer.write(original if text.endswith(b"\r\n" + original) else text)' "$1"
}

imap curl2 'INBOX;MAILINDEX=1' >"$work/received" || wrong "FETCH of what was sent"
without_trace "$work/own-0008.eml" <"$work/received" >"$work/fetched"
same "SMTPS: it arrives octet for octet below the lines of the server" "$work/own-0008.eml" "$work/fetched"
shows "SMTPS: the server adds Return-Path" "^Return-Path: <curl@$domain>" "$work/received"
shows "SMTPS: the server adds Delivered-To" "^Delivered-To: curl2@$domain" "$work/received"
shows "SMTPS: the server adds Received, with TLS and login" '^Received: from client.example|with ESMTPSA' "$work/received"

# --- size ---

python3 - "$work/large.eml" "curl@$domain" <<'PYTHON'
import base64, random, sys
with open(sys.argv[1], "wb") as file:
    file.write(b"From: " + sys.argv[2].encode() + b"\r\nSubject: large\r\nMIME-Version: 1.0\r\n")
    file.write(b"Date: Thu, 26 Nov 2026 10:00:00 +0000\r\nMessage-ID: <large@interop.example>\r\n")
    file.write(b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n")
    data = base64.encodebytes(random.Random(1).randbytes(1 << 20)).replace(b"\n", b"\r\n")
    for _ in range(18):
        file.write(data)
PYTHON
sends "SMTPS: a message of 25 MB" "$work/large.eml" "curl2@$domain" "smtps://localhost:$(port submissions)/client.example"
attempt curl "${login[@]}" --user "curl2@$domain:$password" --output "$work/received" "$pop3s/3" || wrong "RETR of 25 MB"
without_trace "$work/large.eml" <"$work/received" >"$work/fetched"
same "POP3S: RETR gives the 25 MB back" "$work/large.eml" "$work/fetched"
succeeds "IMAPS: APPEND of 25 MB" curl "${as_curl[@]}" --upload-file "$work/large.eml" "$imaps/Archive"
fetched "IMAPS: FETCH gives the 25 MB back" "$work/large.eml" "$imaps/Archive;MAILINDEX=1"

# --- HTTP ---

admin=http://127.0.0.1:$(port admin)

for path in /health/live /health/ready /metrics; do
    for version in --http1.1 --http1.0; do
        succeeds "HTTP: $path, $version" curl "${http[@]}" "$version" --output "$work/fetched" \
            --write-out '%{http_code} HTTP/%{http_version} %{size_download}\n' "$admin$path"
        shows "HTTP: $path, $version, is 200" '^200 HTTP/1\.[01] [1-9]'
    done
    succeeds "HTTP: HEAD of $path" curl "${http[@]}" --head --output "$work/headers" \
        --write-out '%{http_code} %{size_download}\n' "$admin$path"
    shows "HTTP: HEAD of $path has no body" '^200 0$'
    shows "HTTP: HEAD of $path tells the length" '^Content-Length: [1-9]' "$work/headers"
done
succeeds "HTTP: /health/ready" curl "${http[@]}" "$admin/health/ready"
shows "HTTP: the server is ready" '"ready":true'
succeeds "HTTP: /metrics" curl "${http[@]}" "$admin/metrics"
for figure in 'posthorn_logins_total\{outcome="succeeded",protocol="imap"\}' \
    'posthorn_logins_total\{outcome="failed",protocol="pop3"\}' \
    'posthorn_messages_accepted_total\{role="submission"\}' \
    'posthorn_command_duration_seconds_count\{protocol="imap",verb="FETCH"\}' 'jvm_memory_used_bytes\{area="heap"\}'; do
    shows "HTTP: /metrics counts $figure" "^$figure [1-9]"
done
if grep -q "$domain" "$work/output"; then
    wrong "HTTP: /metrics names an account"
fi
ok "HTTP: /metrics names no account"
refused "HTTP: without a token there is nothing else" 22 curl "${http[@]}" --fail "$admin/v1/status"
