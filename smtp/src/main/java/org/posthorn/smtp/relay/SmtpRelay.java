package org.posthorn.smtp.relay;

import java.util.Comparator;
import java.util.stream.Stream;

/// Connects by TCP, and speaks SMTP or LMTP. Safe for any thread; each call blocks its own.
public final class SmtpRelay implements Relay {
    private final RelaySettings settings;
    private final ClientTls tls;
    private final Deadlines deadlines;

    public SmtpRelay(RelaySettings settings) {
        this.settings = settings;
        this.tls = new ClientTls(settings.trust());
        RelayTimeouts timeouts = settings.timeouts();
        this.deadlines =
                new Deadlines(
                        Stream.of(
                                        timeouts.greeting(),
                                        timeouts.mail(),
                                        timeouts.rcpt(),
                                        timeouts.data(),
                                        timeouts.block(),
                                        timeouts.dot())
                                .min(Comparator.naturalOrder())
                                .orElseThrow());
    }

    @Override
    public RelayConnection connect(RelayTarget target) throws RelayException {
        try {
            return new LastingConnection(() -> openOrRetry(target));
        } catch (WireException e) {
            throw new RelayException(e.reply());
        }
    }

    private SmtpConnection openOrRetry(RelayTarget target) throws WireException {
        try {
            return Opening.open(target, settings, tls, deadlines, false);
        } catch (HandshakeException e) {
            if (Opening.mustEncrypt(target)) {
                throw e;
            }
            return Opening.open(target, settings, tls, deadlines, true);
        }
    }
}
