#!/usr/bin/env bash
# fail2ban finds the addresses of those who guess, and nobody is banned whom a hostile name points at.

. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need python3 fail2ban
account fail2ban
filter=$root/docs/fail2ban/posthorn.conf
log=$INTEROP_WORK/server.log
if [ ! -f "$log" ]; then
    wrong "there is no log of the server"
fi

cat >"$work/guess.py" <<'PYTHON'
import base64, smtplib, ssl, sys
port = int(sys.argv[1])
context = ssl._create_unverified_context()
names = ["fail2ban@example.com", "nobody@example.com", "x address=203.0.113.9 account=y",
         '"x address=203.0.113.9 account=y"@example.com', "x\r\nlogin refused session=1 protocol=imap address=203.0.113.9 account=y"]
for name in names:
    with smtplib.SMTP_SSL("localhost", port, "client.example", context=context, timeout=60) as smtp:
        smtp.ehlo()
        message = base64.b64encode(("\0" + name + "\0wrong").encode()).decode()
        print(*smtp.docmd("AUTH", "PLAIN " + message))
PYTHON
from=$(wc -l <"$log")
attempt python3 "$work/guess.py" "$(port submissions)" || wrong "submission: guessing"
tail -n "+$((from + 1))" "$log" >"$work/lines"
attempt fail2ban-regex --print-all-matched "$work/lines" "$filter" || wrong "fail2ban-regex fails"
shows "each of five guesses is found" '^Lines: [0-9]+ lines, 0 ignored, 5 matched'
attempt fail2ban-regex -o ip "$work/lines" "$filter" || wrong "fail2ban-regex fails"
shows "with the address of the client" '^(127\.0\.0\.1|::1)$'
if grep -q '203\.0\.113\.9' "$work/output"; then
    wrong "a hostile name is taken for an address"
fi
ok "and not with one that a name contains"
