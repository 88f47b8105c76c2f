package org.posthorn.smtp.relay;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.RecipientOptions;

/// What the tests of this package send, and with how much patience.
final class Transfers {
    static final String MESSAGE = "Subject: hello\r\n\r\nHello.\r\n";

    private Transfers() {}

    static RelaySettings settings() {
        return RelaySettings.of("relay.test");
    }

    /// Every time is so short that a test can wait for it.
    static RelaySettings impatient() {
        Duration moment = Duration.ofMillis(200);
        return settings()
                .withTimeouts(
                        new RelayTimeouts(
                                Duration.ofSeconds(5),
                                moment,
                                moment,
                                moment,
                                moment,
                                moment,
                                moment));
    }

    static Transfer to(String... recipients) {
        return of(MESSAGE, MessageOptions.NONE, recipients);
    }

    static MessageOptions options(BodyType body, boolean utf8) {
        return new MessageOptions(body, utf8, false, Optional.empty(), Optional.empty());
    }

    static Transfer of(String message, MessageOptions options, String... recipients) {
        return from("a@x.test", message, options, recipients);
    }

    static Transfer from(
            String sender, String message, MessageOptions options, String... recipients) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        List<Transfer.To> to =
                Arrays.stream(recipients)
                        .map(address -> new Transfer.To(address, RecipientOptions.NONE))
                        .toList();
        return new Transfer(
                new Envelope("id", sender, octets.length, Instant.EPOCH, options),
                to,
                () -> new ByteArrayInputStream(octets));
    }
}
