# Postfix in Posthorn's place, for outbound.sh --postfix. Sourced.

start_sender() {
    INTEROP_OFFSET=0
    inbound=[$net.2]:25
    # Its resolver knows no other place to ask. Only in a network of its own is the file nobody else's.
    [ "$INTEROP_NETWORK" = own ] || wrong "a network of its own is needed for Postfix as the sender"
    echo "nameserver 127.0.0.1" >"$work/resolv.conf"
    mount --bind "$work/resolv.conf" /etc/resolv.conf
    echo "$net.2:25 inet n - n - - smtpd" >"$world/sender.services"
    make_postfix sender <<CF
myhostname = mail.posthorn.test
mynetworks = 127.0.0.1 $net.1
virtual_mailbox_domains = $domain
virtual_mailbox_maps = inline:{alice@$domain=$domain/alice/}
smtp_tls_security_level = may
smtp_connect_timeout = 2s
transport_maps = inline:{smart.test=smtp:[$net.19]:587}
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = inline:{[$net.19]:587=alice@good.test:$provider_password}
smtp_sasl_security_options = noanonymous
smtp_skip_5xx_greeting = no
CF
}

submit() {
    timeout "$patience" swaks --server "$net.2" --from "alice@$domain" --to "$2" --data "$(cat "$1")" </dev/null
}

submit_utf8() {
    timeout "$patience" python3 "$interop/outbound.py" --host "$net.2" --port 25 --user "alice@$domain" \
        submit "$1" "$2" </dev/null
}

nothing_waits() {
    attempt postqueue -c "$world/sender" -j && [ ! -s "$work/output" ]
}

fetch_inbox() {
    ln -f "$mail/$domain/alice/new"/* "$work/inbox/" 2>/dev/null || true
}
