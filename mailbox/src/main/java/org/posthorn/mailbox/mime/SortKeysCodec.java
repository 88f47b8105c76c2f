package org.posthorn.mailbox.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stored form of [SortKeys] behind that of their [Envelope]: what stands there as it is costs
/// nothing again.
final class SortKeysCodec {
    private static final int MARKED = 1;
    private static final int SENT = 2;
    private static final int OWN_SUBJECT = 4;
    private static final int OWN_FROM = 8;
    private static final int OWN_TO = 16;

    private SortKeysCodec() {}

    static void write(CompactWriter out, SortKeys keys, Envelope envelope) {
        String subject = text(envelope.subject());
        boolean ownSubject = !subject.endsWith(keys.baseSubject());
        boolean ownFrom = !keys.displayFrom().equals(SortKeys.shown(envelope.from()));
        boolean ownTo = !keys.displayTo().equals(SortKeys.shown(envelope.to()));
        out.number(
                (keys.isReplyOrForward() ? MARKED : 0)
                        | (keys.sent().isPresent() ? SENT : 0)
                        | (ownSubject ? OWN_SUBJECT : 0)
                        | (ownFrom ? OWN_FROM : 0)
                        | (ownTo ? OWN_TO : 0));
        if (ownSubject) {
            out.unicode(keys.baseSubject());
        } else {
            out.number(subject.length() - keys.baseSubject().length());
        }
        keys.sent().ifPresent(sent -> out.number(zigzag(sent.getEpochSecond())));
        if (ownFrom) {
            out.unicode(keys.displayFrom());
        }
        if (ownTo) {
            out.unicode(keys.displayTo());
        }
        out.number(keys.references().size());
        keys.references().forEach(out::string);
    }

    static SortKeys read(CompactReader in, Envelope envelope) {
        long flags = in.number();
        String subject =
                (flags & OWN_SUBJECT) != 0
                        ? in.unicode()
                        : endOf(text(envelope.subject()), in.number());
        Optional<Instant> sent =
                (flags & SENT) != 0 ? Optional.of(instant(in.number())) : Optional.empty();
        String from = (flags & OWN_FROM) != 0 ? in.unicode() : SortKeys.shown(envelope.from());
        String to = (flags & OWN_TO) != 0 ? in.unicode() : SortKeys.shown(envelope.to());
        var references = new String[in.count()];
        for (int i = 0; i < references.length; i++) {
            references[i] = in.requiredString();
        }
        return new SortKeys(subject, (flags & MARKED) != 0, sent, from, to, List.of(references));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String endOf(String text, long from) {
        if (from > text.length()) {
            throw new CorruptEncodingException("a base subject behind the subject");
        }
        return text.substring((int) from);
    }

    /// Numbers of both signs as such that are not negative, small ones as small ones. An instant's
    /// seconds are far from what would not fit.
    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static Instant instant(long zigzag) {
        try {
            return Instant.ofEpochSecond((zigzag >>> 1) ^ -(zigzag & 1));
        } catch (DateTimeException _) {
            throw new CorruptEncodingException("a date that cannot be");
        }
    }
}
