package org.posthorn.smtp.report;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.posthorn.mailbox.mime.MessageText;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;

/// Writes notices: bounces, and what else senders are told (RFC 3464, RFC 6522, RFC 6533).
///
/// A notice goes to the sender of the message that it is about, from the null sender. Nothing in
/// that message or in what other servers said can end a part of it: the boundary is drawn by lot
/// afterwards, and no line of theirs is at the margin of the other parts.
public final class NoticeWriter {
    /// How much of a message is returned if its sender has asked for it.
    public static final long USUAL_RETURNED_OCTETS = 1024 * 1024;

    /// How much of a message is returned if its sender has not said a word.
    private static final long UNASKED_OCTETS = 64 * 1024;

    private static final int LONGEST_SUBJECT = 150;

    /// ```
    /// msg-id = [CFWS] "<" id-left "@" id-right ">" [CFWS]
    /// ```
    ///
    /// RFC 5322 section 3.6.4, as far as it can be repeated in a line.
    private static final Pattern MESSAGE_ID =
            Pattern.compile("<[\\x21-\\x3B\\x3D\\x3F-\\x7E]{1,900}>");

    private final String hostname;
    private final String postmaster;
    private final long mostReturned;
    private final ZoneId zone;
    private final Supplier<String> boundaries;

    /// @param hostname our own, in ASCII
    /// @param postmaster an address of ours that a person reads, in ASCII
    /// @param mostReturned octets of a message that is returned whole
    public NoticeWriter(String hostname, String postmaster, long mostReturned) {
        this(hostname, postmaster, mostReturned, ZoneId.systemDefault(), NoticeWriter::boundary);
    }

    NoticeWriter(
            String hostname,
            String postmaster,
            long mostReturned,
            ZoneId zone,
            Supplier<String> boundaries) {
        this.hostname = hostname;
        this.postmaster = postmaster;
        this.mostReturned = mostReturned;
        this.zone = zone;
        this.boundaries = boundaries;
    }

    /// Nobody guesses it, so it stands nowhere else; `=_` keeps it apart from quoted-printable text
    /// (RFC 2045 section 6.7).
    private static String boundary() {
        byte[] octets = new byte[16];
        new SecureRandom().nextBytes(octets);
        return "=_" + HexFormat.of().formatHex(octets);
    }

    /// Writes a notice; its lines end in CRLF.
    ///
    /// @param id of the notice, which no other message has
    /// @param now when it is written
    /// @return what it needs on its way
    /// @throws IOException where the original cannot be read or `out` not be written
    public NoticeForm write(Notice notice, String id, Instant now, OutputStream out)
            throws IOException {
        MessageOptions options = notice.envelope().options();
        var original =
                ReturnedOriginal.examine(notice.original(), returnedOctets(notice), options.utf8());
        byte[] status = StatusFields.of(notice, hostname, zone);
        try {
            var message = new NoticeMessage("<" + id + "@" + hostname + ">");
            String subject = subject(original.header());
            head(message, notice, original.header(), now);
            message.setHeader(
                    "Subject",
                    MimeUtility.fold(
                            9, MimeUtility.encodeText(title(notice, subject), "utf-8", null)));
            var report = new NoticeMessage.Report(boundaries.get());
            var origin = new HumanText.Origin(hostname, postmaster, zone, now);
            addText(report, HumanText.of(notice, subject, origin));
            addStatus(report, status);
            report.add(original, original.getContentType(), original.encoding());
            message.setContent(report);
            message.writeTo(out);
        } catch (MessagingException e) {
            throw new IOException("cannot put a notice together", e);
        }
        return new NoticeForm(
                isAscii(status) && !original.hasEightBits()
                        ? BodyType.SEVEN_BIT
                        : BodyType.EIGHT_BIT,
                !SafeText.isAscii(notice.envelope().sender()),
                options.requireTls());
    }

    /// A whole message goes back only where it failed (RFC 3461 section 4.3), and never what was to
    /// go encrypted all the way (RFC 8689 section 5).
    private long returnedOctets(Notice notice) {
        MessageOptions options = notice.envelope().options();
        boolean failed =
                notice.recipients().stream()
                        .anyMatch(each ->
                                each.what() instanceof Happening.Failed
                                        || each.what() instanceof Happening.Expired);
        if (!failed || options.requireTls()) {
            return 0;
        }
        long wanted =
                options.returned()
                        .map(part -> part == ReturnedPart.FULL ? mostReturned : 0)
                        .orElse(Math.min(UNASKED_OCTETS, mostReturned));
        return notice.envelope().sizeOctets() > wanted ? 0 : wanted;
    }

    private void head(NoticeMessage message, Notice notice, Fields original, Instant now)
            throws MessagingException {
        message.setHeader("Date", StatusFields.date(now, zone));
        message.setHeader("From", "Mail Delivery System <" + postmaster + ">");
        message.setHeader("To", "<" + SafeText.line(notice.envelope().sender(), 1000) + ">");
        // RFC 3834 section 5: nothing that answers by itself answers this.
        message.setHeader("Auto-Submitted", "auto-replied");
        String about = original.first("message-id").orElse("");
        if (MESSAGE_ID.matcher(about).matches()) {
            message.setHeader("In-Reply-To", about);
            message.setHeader("References", about);
        }
    }

    private static String subject(Fields original) {
        String subject = MessageText.ofHeader(original.first("subject").orElse(""));
        return SafeText.shortened(SafeText.line(subject, 1000), LONGEST_SUBJECT);
    }

    private static String title(Notice notice, String subject) {
        String about =
                subject.isEmpty()
                        ? "your message to "
                                + SafeText.shortened(
                                        SafeText.line(
                                                notice.recipients().getFirst().address(), 1000),
                                        LONGEST_SUBJECT)
                        : subject;
        return notice.recipients().stream()
                        .map(NoticeRecipient::what)
                        .min((one, other) -> Integer.compare(weight(one), weight(other)))
                        .map(NoticeWriter::word)
                        .orElseThrow()
                + ": "
                + about;
    }

    /// What weighs most comes first.
    private static int weight(Happening what) {
        return switch (what) {
            case Happening.Failed _, Happening.Expired _ -> 0;
            case Happening.Delayed _ -> 1;
            case Happening.Relayed _ -> 2;
            case Happening.Expanded _ -> 3;
            case Happening.Delivered _ -> 4;
        };
    }

    private static String word(Happening what) {
        return switch (what) {
            case Happening.Failed _, Happening.Expired _ -> "Not delivered";
            case Happening.Delayed _ -> "Delayed";
            case Happening.Relayed _ -> "Handed on";
            case Happening.Expanded _ -> "Passed on";
            case Happening.Delivered _ -> "Delivered";
        };
    }

    private static void addText(NoticeMessage.Report report, String text)
            throws MessagingException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        boolean ascii = isAscii(octets);
        String type = "text/plain; charset=" + (ascii ? "us-ascii" : "utf-8");
        report.add(
                new ByteArrayDataSource(octets, type), type, ascii ? "7bit" : "quoted-printable");
    }

    private static void addStatus(NoticeMessage.Report report, byte[] status)
            throws MessagingException {
        boolean ascii = isAscii(status);
        String type = ascii ? "message/delivery-status" : "message/global-delivery-status";
        report.add(new ByteArrayDataSource(status, type), type, ascii ? "7bit" : "8bit");
    }

    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }
}
