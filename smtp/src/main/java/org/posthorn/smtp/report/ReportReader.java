package org.posthorn.smtp.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.OctetRange;
import org.posthorn.mailbox.mime.ParsedMessage;
import org.posthorn.mailbox.mime.TransferDecoding;
import org.posthorn.mailbox.store.ExaminedMessage;

/// Finds out whether a message is a report of another server, and of what.
///
/// Reads a bounded start of those parts that matter: the fields for programs of a multipart/report
/// (RFC 3464, RFC 6533), else the text of those who write bounces without them: `PlainBounce`. Only
/// messages from the null sender are worth the question.
public final class ReportReader {
    private static final int MAX_PART_OCTETS = 256 * 1024;
    private static final int MAX_HEADER_OCTETS = 64 * 1024;
    private static final int MAX_OUR_IDS = 20;
    private static final int MAX_DEPTH = 4;

    private static final Pattern BY = Pattern.compile("(?i)(?:^|\\s)by\\s+([^\\s;()]{1,255})");
    private static final Pattern ID = Pattern.compile("(?i)\\sid\\s+<?([A-Za-z0-9._-]{1,100})");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s\\x00-\\x1F\\x7F]{1,900}>");

    private final String hostname;

    /// @param hostname our own, as our `Received` fields have it
    public ReportReader(String hostname) {
        this.hostname = hostname;
    }

    /// Reads an arriving message.
    ///
    /// @return empty where it is no report that anybody could read
    public Optional<IncomingReport> read(ExaminedMessage message) {
        return read(message.parsed(), message.body()::open);
    }

    /// Reads a message.
    ///
    /// @param octets opens the message that was parsed
    public Optional<IncomingReport> read(ParsedMessage parsed, Supplier<InputStream> octets) {
        try {
            var message = new Message(parsed, octets);
            Optional<IncomingReport> report = structured(message);
            return report.isPresent() ? report : plain(message);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read an arriving message", e);
        }
    }

    private Optional<IncomingReport> structured(Message message) throws IOException {
        BodyPart status = find(message.parsed.root(), ReportReader::isStatus, 0);
        if (status == null) {
            return Optional.empty();
        }
        StatusReading reading = StatusReading.of(message.content(status, MAX_PART_OCTETS));
        if (reading.recipients().isEmpty()) {
            return Optional.empty();
        }
        Fields returned = returnedHeader(message);
        return Optional.of(report(message, reading.recipients(), reading.envelopeId(), returned));
    }

    private Optional<IncomingReport> plain(Message message) throws IOException {
        BodyPart text = find(message.parsed.root(), part -> isType(part, "text", "plain"), 0);
        if (text == null) {
            return Optional.empty();
        }
        Fields header = message.header(message.parsed.root().extent().header());
        byte[] octets = message.content(text, MAX_HEADER_OCTETS);
        return PlainBounce.read(header, octets)
                .map(bounce ->
                        report(message, bounce.recipients(), Optional.empty(), bounce.returned()));
    }

    private IncomingReport report(
            Message message,
            List<IncomingReport.Recipient> recipients,
            Optional<String> envelopeId,
            Fields returned) {
        String answered = message.parsed.envelope().inReplyTo();
        Optional<String> messageId =
                returned.first("message-id")
                        .flatMap(ReportReader::messageId)
                        .or(() -> Optional.ofNullable(answered).flatMap(ReportReader::messageId));
        return new IncomingReport(recipients, envelopeId, messageId, ourIds(returned));
    }

    private static Optional<String> messageId(String field) {
        Matcher id = MESSAGE_ID.matcher(field);
        return id.find() ? Optional.of(StatusReading.text(id.group())) : Optional.empty();
    }

    /// Of the `Received` fields that we wrote (RFC 5321 section 4.4).
    private Set<String> ourIds(Fields returned) {
        Set<String> ids = new LinkedHashSet<>();
        for (String received : returned.all("received")) {
            Matcher by = BY.matcher(received);
            Matcher id = ID.matcher(received);
            if (ids.size() < MAX_OUR_IDS
                    && by.find()
                    && by.group(1).equalsIgnoreCase(hostname)
                    && id.find(by.end())) {
                ids.add(id.group(1));
            }
        }
        return ids;
    }

    private static Fields returnedHeader(Message message) throws IOException {
        BodyPart part = find(message.parsed.root(), ReportReader::isReturned, 0);
        return switch (part) {
            case null -> Fields.header(new byte[0]);
            case BodyPart.Embedded embedded -> message.header(embedded.message().extent().header());
            default -> Fields.header(message.content(part, MAX_HEADER_OCTETS));
        };
    }

    private static boolean isStatus(BodyPart part) {
        return isType(part, "message", "delivery-status")
                || isType(part, "message", "global-delivery-status");
    }

    private static boolean isReturned(BodyPart part) {
        return part instanceof BodyPart.Embedded
                || isType(part, "text", "rfc822-headers")
                || isType(part, "message", "rfc822-headers")
                || isType(part, "message", "global-headers");
    }

    private static boolean isType(BodyPart part, String type, String subtype) {
        return part instanceof BodyPart.Leaf && part.header().is(type, subtype);
    }

    /// A message that is returned is not looked into: it may hold a report itself.
    private static @Nullable BodyPart find(BodyPart part, Predicate<BodyPart> wanted, int depth) {
        if (wanted.test(part)) {
            return part;
        }
        if (part instanceof BodyPart.Multipart multipart && depth < MAX_DEPTH) {
            for (BodyPart inner : multipart.parts()) {
                BodyPart found = find(inner, wanted, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// The octets of a message, read where they are needed.
    private record Message(ParsedMessage parsed, Supplier<InputStream> octets) {
        Fields header(OctetRange range) throws IOException {
            return Fields.header(read(range, MAX_HEADER_OCTETS));
        }

        /// Of a part, without its transfer encoding.
        byte[] content(BodyPart part, int most) throws IOException {
            byte[] encoded = read(part.extent().body(), most);
            return TransferDecoding.decode(
                            new ByteArrayInputStream(encoded), part.header().encoding())
                    .orElseGet(() -> new ByteArrayInputStream(encoded))
                    .readAllBytes();
        }

        private byte[] read(OctetRange range, int most) throws IOException {
            try (InputStream in = octets.get()) {
                in.skipNBytes(range.start());
                return in.readNBytes((int) Math.min(range.length(), most));
            }
        }
    }
}
