package org.posthorn.smtp.route;

import java.util.Optional;
import org.posthorn.mailbox.routes.RelayHost;
import org.posthorn.smtp.relay.RelayTarget;
import org.posthorn.smtp.relay.TlsRule;

/// How to talk to a relay that an administrator has set up, in the words of the client's side.
public record RelaySettings(
        String host,
        int port,
        RelayTarget.Protocol protocol,
        TlsRule tls,
        boolean implicitTls,
        Optional<RelayTarget.Login> login) {

    public static RelaySettings of(RelayHost relay) {
        return new RelaySettings(
                relay.host(),
                relay.port(),
                switch (relay.protocol()) {
                    case SMTP -> RelayTarget.Protocol.SMTP;
                    case LMTP -> RelayTarget.Protocol.LMTP;
                },
                switch (relay.tls()) {
                    case NEVER -> TlsRule.NEVER;
                    case OPPORTUNISTIC -> TlsRule.OPPORTUNISTIC;
                    case REQUIRED -> TlsRule.REQUIRED;
                    case VERIFIED -> TlsRule.VERIFIED;
                },
                relay.implicitTls(),
                relay.login().map(who -> new RelayTarget.Login(who.user(), who.password())));
    }
}
