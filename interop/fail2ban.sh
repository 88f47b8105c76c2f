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

# Each client has a loopback address of its own. Arguments: address, port, then the lines that it says.
cat >"$work/say.py" <<'PYTHON'
import socket, ssl, sys
address, port, lines = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
context = ssl._create_unverified_context()
with socket.create_connection(("127.0.0.1", port), 60, (address, 0)) as plain:
    with context.wrap_socket(plain) as tls:
        for line in lines:
            tls.recv(4096)
            tls.sendall((line + "\r\n").encode())
        print(tls.recv(4096).decode())
PYTHON

# finds TEXT ADDRESSES SAID…: what fail2ban finds in the lines that the log has since $from.
finds() {
    tail -n "+$((from + 1))" "$log" >"$work/lines"
    attempt fail2ban-regex -o ip "$work/lines" "$filter" || wrong "fail2ban-regex fails"
    [ "$(sort "$work/output" | tr '\n' ' ')" = "$2" ] || wrong "$1 (not just $2)"
    ok "$1"
}

# says ADDRESS PORT PATTERN LINE…: one client; the last answer must match.
says() {
    local address=$1 port=$2 pattern=$3
    shift 3
    attempt python3 "$work/say.py" "$address" "$port" "$@" || wrong "a client from $address"
    grep -Eq -e "$pattern" "$work/output" || wrong "a client from $address (no answer $pattern)"
}

# plain NAME PASSWORD: as AUTH PLAIN says it.
plain() {
    printf '\0%s\0%s' "$1" "$2" | base64 -w 0
}

user=fail2ban@$domain
submissions=$(port submissions)
imaps=$(port imaps)
pop3s=$(port pop3s)

from=$(wc -l <"$log")
says 127.0.1.1 "$submissions" '^235' 'EHLO a.example' "AUTH PLAIN $(plain "$user" "$password")"
says 127.0.1.2 "$imaps" '^a OK' "a LOGIN $user \"$password\""
says 127.0.1.3 "$pop3s" '^\+OK' "USER $user" "PASS $password"
shows "successful logins are logged" 'login succeeded .* address=127\.0\.1\.3 ' "$log"
finds "successful logins are no guesses" ''

from=$(wc -l <"$log")
says 127.0.2.1 "$submissions" '^535' 'EHLO a.example' "AUTH PLAIN $(plain "nobody1@$domain" wrong)"
says 127.0.2.2 "$imaps" '^a NO' "a LOGIN nobody2@$domain wrong"
says 127.0.2.3 "$imaps" '^a NO' 'a AUTHENTICATE PLAIN' "$(plain "nobody3@$domain" wrong)"
says 127.0.2.4 "$pop3s" '^-ERR' "USER nobody4@$domain" 'PASS wrong'
says 127.0.2.5 "$submissions" '^535' 'EHLO a.example' "AUTH PLAIN $(plain "$user" wrong)"
says 127.0.2.6 "$(port submissions)" '^550 5\.1\.1' 'EHLO a.example' "AUTH PLAIN $(plain "$user" "$password")" \
    "MAIL FROM:<$user>" "RCPT TO:<nobody@$domain>"
finds "guesses by SMTP, IMAP and POP3 are found, each with its client's address" \
    '127.0.2.1 127.0.2.2 127.0.2.3 127.0.2.4 127.0.2.5 127.0.2.6 '

forged='address=203.0.113.9'
line="login refused session=1 protocol=imap $forged account=y"
from=$(wc -l <"$log")
says 127.0.3.1 "$submissions" '^535' 'EHLO a.example' "AUTH PLAIN $(plain "x $forged account=y" wrong)"
says 127.0.3.2 "$submissions" '^535' 'EHLO a.example' \
    "AUTH PLAIN $(plain "\"x $forged account=y\"@$domain" wrong)"
says 127.0.3.3 "$submissions" '^535' 'EHLO a.example' \
    "AUTH PLAIN $(plain "x"$'\r\n'"2026-11-26T02:23:03.258Z INFO mailbox: $line" wrong)"
says 127.0.3.4 "$imaps" '^a NO' "a LOGIN \"x $forged account=y\" wrong"
says 127.0.3.5 "$pop3s" '^-ERR' "USER x $forged account=y" 'PASS wrong'
says 127.0.3.6 "$submissions" '^550 5\.1\.1' 'EHLO a.example' "AUTH PLAIN $(plain "$user" "$password")" \
    "MAIL FROM:<$user>" "RCPT TO:<\"x $forged account=y\"@$domain>"
says 127.0.3.7 "$submissions" '^550 5\.7\.1' 'EHLO a.example' "AUTH PLAIN $(plain "$user" "$password")" \
    "MAIL FROM:<\"x $forged account=\"@example.org>"
says 127.0.3.8 "$submissions" '^501' "EHLO x $forged account=y"
says 127.0.3.9 "$submissions" '^50[0-4]' "$line"
finds "and names, paths and commands that contain an address change nothing" \
    '127.0.3.1 127.0.3.2 127.0.3.3 127.0.3.4 127.0.3.5 127.0.3.6 127.0.3.8 127.0.3.9 '
