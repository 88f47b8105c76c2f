package org.posthorn.smtp.relay;

import java.util.Optional;

/// Comes from nothing to a connection over which messages can be transferred: greeting, EHLO, TLS,
/// login.
final class Opening {
    private final RelayTarget target;
    private final RelaySettings settings;
    private final ClientTls tls;
    private final Dialogue dialogue;
    private Optional<String> protection = Optional.empty();

    private Opening(RelayTarget target, RelaySettings settings, ClientTls tls, RemoteWire wire) {
        this.target = target;
        this.settings = settings;
        this.tls = tls;
        this.dialogue = new Dialogue(wire);
    }

    /// @param clear whether not to try TLS
    /// @throws HandshakeException when it may be tried again in the clear
    static SmtpConnection open(
            RelayTarget target,
            RelaySettings settings,
            ClientTls tls,
            Deadlines deadlines,
            boolean clear)
            throws WireException {
        RemoteWire wire = RemoteWire.connect(target.address(), settings, deadlines);
        boolean opened = false;
        try {
            SmtpConnection connection = new Opening(target, settings, tls, wire).open(clear);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                wire.abort();
            }
        }
    }

    /// Whether nothing may be transferred in the clear. A password is a reason, too.
    static boolean mustEncrypt(RelayTarget target) {
        return target.implicitTls()
                || target.login().isPresent()
                || target.tls() == TlsRule.REQUIRED
                || target.tls() == TlsRule.VERIFIED;
    }

    private SmtpConnection open(boolean clear) throws WireException {
        if (target.implicitTls()) {
            protection = Optional.of(tls.encrypt(dialogue.wire(), target, settings));
        }
        greeting();
        Extensions extensions = hello();
        if (!target.implicitTls() && !clear && wantsTls()) {
            extensions = startTls(extensions);
        }
        if (target.login().isPresent()) {
            new RemoteLogin(dialogue, settings.timeouts().mail())
                    .login(extensions, target.login().get());
        }
        dialogue.pipeline(extensions.has(Extensions.PIPELINING));
        return new SmtpConnection(target, settings, dialogue, extensions, protection);
    }

    private boolean wantsTls() {
        return target.tls() != TlsRule.NEVER || target.login().isPresent();
    }

    private void greeting() throws WireException {
        requirePositive(dialogue.hear("our connection", settings.timeouts().greeting()));
    }

    /// EHLO, or HELO to a server that knows no EHLO (RFC 5321 section 3.2); then there is neither
    /// TLS nor a login. LMTP has LHLO only (RFC 2033 section 4.1).
    private Extensions hello() throws WireException {
        boolean lmtp = target.protocol() == RelayTarget.Protocol.LMTP;
        ServerReply reply = hello(lmtp ? "LHLO" : "EHLO");
        if (reply.isPermanent() && !lmtp && !mustEncrypt(target)) {
            requirePositive(hello("HELO"));
            return Extensions.NONE;
        }
        requirePositive(reply);
        return Extensions.parse(reply);
    }

    private ServerReply hello(String verb) throws WireException {
        return dialogue.exchange(
                new Command(verb, verb + " " + settings.hostname()), settings.timeouts().mail());
    }

    /// RFC 3207 section 4: everything that was heard before is forgotten.
    private Extensions startTls(Extensions before) throws WireException {
        if (!before.has(Extensions.STARTTLS)) {
            if (mustEncrypt(target)) {
                throw new WireException(OwnReply.NO_TLS);
            }
            return before;
        }
        ServerReply reply = dialogue.exchange(Command.STARTTLS, settings.timeouts().mail());
        if (!reply.isPositive()) {
            if (mustEncrypt(target)) {
                throw WireException.said(
                        OwnReply.quoting(451, "4.7.4", "TLS is refused: " + reply.toRemote()));
            }
            return before;
        }
        if (dialogue.hasUnread()) {
            // Somebody on the way has put it there, to be heard as if it came under TLS.
            throw new WireException(OwnReply.garbage("octets between STARTTLS and the handshake"));
        }
        protection = Optional.of(tls.encrypt(dialogue.wire(), target, settings));
        return hello();
    }

    private static void requirePositive(ServerReply reply) throws WireException {
        if (reply.isPositive()) {
            return;
        }
        if (reply.isTransient() || reply.isPermanent()) {
            throw WireException.said(reply.toRemote());
        }
        throw new WireException(OwnReply.garbage("a reply of " + reply.code()));
    }
}
