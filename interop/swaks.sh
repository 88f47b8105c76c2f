#!/usr/bin/env bash
# swaks speaks SMTP and LMTP: what is taken, what is refused, and in which words.

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need python3 swaks libnet-ssleay-perl libio-socket-ssl-perl libauthen-sasl-perl
account swaks
account swaks2
to=swaks@$domain
own=swaks2@$domain

# says TEXT PATTERN SWAKS-ARGUMENT…: swaks' transcript must have a line that matches. In it, <- and <** begin the server's
# answers, <~ and <~* those under TLS; ** and ~* are refusals.
says() {
    local text=$1 pattern=$2
    shift 2
    attempt swaks --timeout 30 --helo client.example "$@" || true
    shows "$text" "$pattern"
}

# takes TEXT SWAKS-ARGUMENT…: the message must be accepted.
takes() {
    local text=$1
    shift
    succeeds "$text" swaks --timeout 30 --helo client.example "$@"
}

# arrives TEXT SUBJECT: the last message of the account's INBOX has that subject.
arrives() {
    within 10 has_subject "$2" || wrong "$1"
    ok "$1"
}

has_subject() {
    imap swaks 'INBOX;MAILINDEX=*;SECTION=HEADER' >"$work/output" 2>&1 && grep -q "^Subject: $1" "$work/output"
}

mx=(--server "localhost:$(port smtp)" --from ada@example.org)
submission=(--server "localhost:$(port submission)" --from "$own")
submissions=(--server "localhost:$(port submissions)" --from "$own" --tls-on-connect)
login=(--auth-user "$own" --auth-password "$password")
trust=(--tls-verify --tls-ca-path "$work/certificate.pem")
lmtp=(--server "localhost:$(port lmtp)" --protocol LMTP --from ada@example.org)

# --- the MX port ---

takes "MX: takes a message for an account" "${mx[@]}" --to "$to" --header 'Subject: from MX'
arrives "MX: it is in the mailbox" 'from MX'
shows "MX: it has a Received line" '^Received: from client.example' "$work/output"
shows "MX: it has Return-Path" '^Return-Path: <ada@example.org>' "$work/output"
shows "MX: it has Delivered-To" "^Delivered-To: $to" "$work/output"
takes "MX: STARTTLS, with a certificate that is verified" "${mx[@]}" --to "$to" --tls "${trust[@]}" \
    --header 'Subject: STARTTLS on MX'
shows "MX: TLS 1.2 or 1.3" 'TLS started with cipher TLSv1\.[23]'
if grep -q '^<~  250[- ]STARTTLS' "$work/output"; then
    wrong "MX: after STARTTLS it is not offered again"
fi
ok "MX: after STARTTLS it is not offered again"
arrives "MX: what came over TLS is in the mailbox" 'STARTTLS on MX'
takes "MX: pipelining" "${mx[@]}" --to "$to,$own" --pipeline --header 'Subject: pipelined'
arrives "MX: what was pipelined is in the mailbox" 'pipelined'
takes "MX: a bounce, which has no sender" "${mx[@]}" --from '<>' --to "$to" --header 'Subject: a bounce'
arrives "MX: the bounce is in the mailbox" 'a bounce'
takes "MX: upper case in the address" "${mx[@]}" --to "SWAKS@EXAMPLE.COM" --header 'Subject: upper case'
arrives "MX: it is in the mailbox" 'upper case'
says "MX: an unknown user gets 550 5.1.1" '^<\*\* 550 5\.1\.1 ' "${mx[@]}" --to "nobody@$domain"
says "MX: a relay attempt gets 550 5.7.1" '^<\*\* 550 5\.7\.1 ' "${mx[@]}" --to someone@example.net
says "MX: of two recipients the unknown one is refused" '^<\*\* 550 5\.1\.1 ' "${mx[@]}" --to "nobody@$domain,$to" \
    --header 'Subject: one of two'
arrives "MX: and the known one gets the message" 'one of two'
says "MX: login is not for this port" '^\*\*\* Host did not advertise authentication|^<\*\* 5' "${mx[@]}" --to "$to" \
    --auth PLAIN "${login[@]}"
says "MX: tells what it can" '^<-  250-PIPELINING' "${mx[@]}" --to "$to" --quit-after HELO
for extension in 'SIZE [1-9][0-9]*' 8BITMIME ENHANCEDSTATUSCODES CHUNKING STARTTLS; do
    shows "MX: announces $extension" "^<-  250[- ]$extension"
done

# --- submission ---

says "submission: nothing without TLS" '^<\*\* 530 5\.7\.' "${submission[@]}" --to "$to"
says "submission: nothing without login" '^<~\* 530 5\.7\.' "${submission[@]}" --to "$to" --tls
takes "submission: STARTTLS and AUTH PLAIN" "${submission[@]}" --to "$to" --tls "${trust[@]}" --auth PLAIN "${login[@]}" \
    --header 'Subject: PLAIN'
arrives "submission: it is in the mailbox" 'PLAIN'
shows "submission: Received says that it came over TLS and with login" 'with ESMTPSA' "$work/output"
takes "submission: STARTTLS and AUTH LOGIN" "${submission[@]}" --to "$to" --tls --auth LOGIN "${login[@]}" \
    --header 'Subject: LOGIN'
arrives "submission: it is in the mailbox" 'LOGIN'
takes "submission over TLS: AUTH PLAIN" "${submissions[@]}" "${trust[@]}" --to "$to" --auth PLAIN "${login[@]}" \
    --header 'Subject: TLS PLAIN'
arrives "submission over TLS: it is in the mailbox" 'TLS PLAIN'
takes "submission over TLS: AUTH LOGIN" "${submissions[@]}" --to "$to" --auth LOGIN "${login[@]}"
says "submission over TLS: nothing without login" '^<~\* 530 5\.7\.' "${submissions[@]}" --to "$to"
says "submission: a wrong password gets 535 5.7.8" '^<~\* 535 5\.7\.8 ' "${submissions[@]}" --to "$to" --auth PLAIN \
    --auth-user "$own" --auth-password wrong
cp "$work/output" "$work/wrong-password"
says "submission: an unknown account gets the same answer" '^<~\* 535 5\.7\.8 ' "${submissions[@]}" --to "$to" \
    --auth PLAIN --auth-user "nobody@$domain" --auth-password wrong
same "submission: to the letter" <(grep '^<~\* 535' "$work/wrong-password") <(grep '^<~\* 535' "$work/output")
says "submission: an unknown user gets 550 5.1.1" '^<~\* 550 5\.1\.1 ' "${submissions[@]}" --to "nobody@$domain" \
    --auth PLAIN "${login[@]}"

# --- LMTP ---

takes "LMTP: takes a message" "${lmtp[@]}" --to "$to" --header 'Subject: from LMTP'
arrives "LMTP: it is in the mailbox" 'from LMTP'
says "LMTP: an unknown user gets 550 5.1.1" '^<\*\* 550 5\.1\.1 ' "${lmtp[@]}" --to "nobody@$domain"
takes "LMTP: takes a message for two" "${lmtp[@]}" --to "$to,$own" --header 'Subject: LMTP for two'
[ "$(grep -c '^<-  250 2\.[0-9.]* ' <(sed '1,/^ -> \.$/d' "$work/output"))" = 2 ] ||
    wrong "LMTP: one answer for each recipient"
ok "LMTP: one answer for each recipient"
arrives "LMTP: it is in the mailbox" 'LMTP for two'

# --- size ---

limit=$(attempt swaks "${mx[@]}" --to "$to" --quit-after HELO && sed -n 's/^<-  250[- ]SIZE \([0-9]*\).*/\1/p' "$work/output")
cat >"$work/size.py" <<'PYTHON'
import smtplib, sys
port, to, limit = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with smtplib.SMTP("localhost", port, "client.example", timeout=60) as smtp:
    smtp.ehlo()
    code, text = smtp.mail("ada@example.org", [f"SIZE={limit + 1}"])
    print("announced", code, text.decode())
    smtp.mail("ada@example.org")
    smtp.rcpt(to)
    smtp.putcmd("data")
    smtp.getreply()
    line = b"x" * 998 + b"\r\n"
    smtp.sock.sendall(b"Subject: too large\r\n\r\n")
    sent = 0
    while sent <= limit:
        smtp.sock.sendall(line * 1000)
        sent += len(line) * 1000
    smtp.sock.sendall(b".\r\n")
    code, text = smtp.getreply()
    print("sent", code, text.decode())
    print("after", *smtp.noop())
PYTHON
attempt python3 "$work/size.py" "$(port smtp)" "$to" "$limit" || wrong "MX: a message over the limit"
shows "MX: a size over the limit gets 552 5.3.4 at MAIL" '^announced 552 5\.3\.4 '
shows "MX: a message over the limit gets 552 5.3.4" '^sent 552 5\.3\.4 '
shows "MX: and the session goes on" '^after 250 '
arrives "MX: nothing of it is stored" 'LMTP for two'
