package org.posthorn.smtp.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.smtp.relay.RemoteReply;

/// Writes the part of a notice that programs read.
///
/// ```
/// delivery-status-content = per-message-fields 1*( CRLF per-recipient-fields )
/// ```
///
/// RFC 3464 section 2.1, and RFC 6533 section 4.1 where it may be UTF-8.
final class StatusFields {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /// Longer lines are folded where they can be.
    private static final int USUAL_LINE = 78;

    /// Octets; longer lines are folded anywhere. 998 are the most (RFC 5322 section 2.1.1).
    private static final int LONGEST_LINE = 900;

    private final StringBuilder out = new StringBuilder();
    private final ZoneId zone;
    private final boolean utf8;

    /// @param utf8 whether it is `message/global-delivery-status`
    private StatusFields(ZoneId zone, boolean utf8) {
        this.zone = zone;
        this.utf8 = utf8;
    }

    static byte[] of(Notice notice, String hostname, ZoneId zone) {
        Envelope envelope = notice.envelope();
        var fields = new StatusFields(zone, envelope.options().utf8());
        fields.perMessage(envelope, hostname);
        for (NoticeRecipient recipient : notice.recipients()) {
            fields.out.append("\r\n");
            fields.perRecipient(recipient, envelope.id());
        }
        return fields.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void perMessage(Envelope envelope, String hostname) {
        envelope.options()
                .envelopeId()
                .map(Xtext::decode)
                .ifPresent(id -> add("Original-Envelope-Id", id));
        add("Reporting-MTA", "dns; " + hostname);
        add("Arrival-Date", date(envelope.arrived(), zone));
    }

    private void perRecipient(NoticeRecipient recipient, String id) {
        Optional<String> original = recipient.options().originalRecipient();
        original.ifPresent(
                orcpt -> add("Original-Recipient", Xtext.originalRecipient(orcpt, utf8)));
        add("Final-Recipient", Xtext.recipient(recipient.address(), utf8));
        add("Action", action(recipient.what()));
        add("Status", recipient.what().status());
        recipient.host().ifPresent(host -> add("Remote-MTA", "dns; " + host.name()));
        diagnostic(recipient).ifPresent(text -> add("Diagnostic-Code", text));
        recipient.lastAttempt().ifPresent(time -> add("Last-Attempt-Date", date(time, zone)));
        add("Final-Log-ID", id);
        if (recipient.what() instanceof Happening.Delayed(_, var until)) {
            add("Will-Retry-Until", date(until, zone));
        }
    }

    private static String action(Happening what) {
        return switch (what) {
            case Happening.Failed _, Happening.Expired _ -> "failed";
            case Happening.Delayed _ -> "delayed";
            case Happening.Relayed _ -> "relayed";
            case Happening.Delivered _ -> "delivered";
            case Happening.Expanded _ -> "expanded";
        };
    }

    /// What the other server said is of the type `smtp`; what we say is not, because there was no
    /// SMTP (RFC 3464 section 2.3.6).
    private static Optional<String> diagnostic(NoticeRecipient recipient) {
        String type = recipient.host().isPresent() ? "smtp; " : "x-posthorn; ";
        return reply(recipient.what()).map(reply -> type + reply);
    }

    static Optional<RemoteReply> reply(Happening what) {
        return switch (what) {
            case Happening.Failed(var reply) -> Optional.of(reply);
            case Happening.Expired(var reply) -> Optional.of(reply);
            case Happening.Delayed(var reply, _) -> Optional.of(reply);
            case Happening.Relayed(var reply) -> Optional.of(reply);
            case Happening.Delivered _, Happening.Expanded _ -> Optional.empty();
        };
    }

    /// As in a header (RFC 5322 section 3.3).
    static String date(Instant time, ZoneId zone) {
        return time.atZone(zone).format(DATE);
    }

    /// Adds a field, folded. No line but its first begins with anything but a blank, whatever the
    /// value is, so that a value can neither end a field nor a part.
    private void add(String name, String value) {
        String clean = SafeText.line(value, 1000);
        String shown = utf8 ? clean : SafeText.ascii(clean);
        out.append(name).append(':');
        int width = name.length() + 1;
        for (String word : shown.split(" ", -1)) {
            if (width + 1 + word.length() > USUAL_LINE && width > name.length() + 1) {
                out.append("\r\n");
                width = 0;
            }
            out.append(' ');
            width++;
            for (int c : word.codePoints().toArray()) {
                if (width >= LONGEST_LINE) {
                    out.append("\r\n ");
                    width = 1;
                }
                out.appendCodePoint(c);
                width += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        out.append("\r\n");
    }
}
