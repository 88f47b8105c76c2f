package org.posthorn.smtp.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.MessageParser;
import org.posthorn.mailbox.mime.OctetRange;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;
import org.posthorn.smtp.relay.RemoteReply;

/// A message that failed on a day in March, and what is made of that.
final class NoticeFixture {
    static final Instant ARRIVED = Instant.parse("2026-03-02T09:00:00Z");
    static final Instant NOW = Instant.parse("2026-03-07T09:00:05Z");
    static final RemoteReply UNKNOWN_USER =
            new RemoteReply(550, "5.1.1", "<bob@example.net>: no such user");
    static final String ORIGINAL =
            """
            Received: from [192.0.2.7] by mail.example.com with ESMTPSA id 01hqx7;
            \tMon, 2 Mar 2026 09:00:00 +0000
            From: Alice <alice@example.com>
            To: bob@example.net
            Subject: Lunch on Friday?
            Message-ID: <lunch.1@example.com>
            Date: Mon, 2 Mar 2026 09:00:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            At noon, as always?
            --
            Alice
            """
                    .replace("\n", "\r\n");

    private NoticeFixture() {}

    static Envelope envelope(MessageOptions options, long size) {
        return new Envelope("01hqx7", "alice@example.com", size, ARRIVED, options);
    }

    static MessageOptions options(Optional<ReturnedPart> returned, boolean utf8) {
        return new MessageOptions(BodyType.EIGHT_BIT, utf8, false, returned, Optional.empty());
    }

    static NoticeRecipient bob(Happening what) {
        return recipient("bob@example.net", what);
    }

    static NoticeRecipient recipient(String address, Happening what) {
        return new NoticeRecipient(
                address,
                RecipientOptions.NONE,
                what,
                Optional.of(new NoticeRecipient.Host("mx.example.net", Optional.of("192.0.2.25"))),
                Optional.of(NOW.minusSeconds(5)),
                1);
    }

    static Notice failed(String original, MessageOptions options) {
        byte[] octets = original.getBytes(StandardCharsets.UTF_8);
        return new Notice(
                envelope(options, octets.length),
                List.of(bob(new Happening.Failed(UNKNOWN_USER))),
                () -> new ByteArrayInputStream(octets));
    }

    static NoticeWriter writer() {
        return new NoticeWriter(
                "mail.example.com",
                "postmaster@example.com",
                NoticeWriter.USUAL_RETURNED_OCTETS,
                ZoneOffset.UTC,
                () -> "=_boundary");
    }

    /// A notice as octets, taken apart.
    static final class Written {
        private final NoticeForm form;
        private final byte[] octets;

        private Written(NoticeForm form, byte[] octets) {
            this.form = form;
            this.octets = octets;
        }

        NoticeForm form() {
            return form;
        }

        byte[] octets() {
            return octets;
        }

        static Written of(Notice notice) throws IOException {
            return of(notice, writer());
        }

        static Written of(Notice notice, NoticeWriter writer) throws IOException {
            var out = new ByteArrayOutputStream();
            NoticeForm form = writer.write(notice, "01hr9z", NOW, out);
            return new Written(form, out.toByteArray());
        }

        String text() {
            return new String(octets, StandardCharsets.UTF_8);
        }

        BodyPart.Multipart report() throws IOException {
            return (BodyPart.Multipart)
                    MessageParser.parse(new ByteArrayInputStream(octets)).root();
        }

        BodyPart part(int number) throws IOException {
            return report().parts().get(number - 1);
        }

        String type(int number) throws IOException {
            var header = part(number).header();
            return header.type() + "/" + header.subtype();
        }

        String encoding(int number) throws IOException {
            return part(number).header().encoding();
        }

        /// As it stands there.
        byte[] content(int number) throws IOException {
            OctetRange body = part(number).extent().body();
            return Arrays.copyOfRange(octets, (int) body.start(), (int) body.end());
        }

        String contentText(int number) throws IOException {
            return new String(content(number), StandardCharsets.UTF_8);
        }

        Optional<IncomingReport> readBack() {
            return read(octets);
        }
    }

    static Optional<IncomingReport> read(byte[] message) {
        try {
            Supplier<InputStream> octets = () -> new ByteArrayInputStream(message);
            return new ReportReader("mail.example.com")
                    .read(MessageParser.parse(octets.get()), octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
