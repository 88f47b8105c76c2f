package org.posthorn.mailbox.mime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.mime.Envelope.Address;

/// What SORT and THREAD compare (RFC 5256, RFC 5957), computed once.
///
/// @param baseSubject the subject without marks of replies and forwards, decoded, blanks collapsed;
///   at most 500 characters
/// @param isReplyOrForward whether there were such marks
/// @param sent what the Date field says, to the second; empty when it says nothing, and then
///   INTERNALDATE stands for it
/// @param displayFrom the name of the first address of From, else the address; at most 200
///   characters
/// @param displayTo the same of To
/// @param references the message-ids of References, else the first of In-Reply-To, without angle
///   brackets; of very many the first and the last ones, at most 100 and 8 KiB
public record SortKeys(
        String baseSubject,
        boolean isReplyOrForward,
        Optional<Instant> sent,
        String displayFrom,
        String displayTo,
        List<String> references) {
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_NAME = 200;

    public SortKeys {
        references = List.copyOf(references);
    }

    static SortKeys of(Envelope envelope, List<String> references) {
        String subject = envelope.subject();
        var base = BaseSubject.of(subject == null ? "" : EncodedWords.decode(subject));
        String date = envelope.date();
        return new SortKeys(
                bounded(base.text(), LONGEST_SUBJECT),
                base.isReplyOrForward(),
                date == null ? Optional.empty() : SentDate.parse(date),
                display(envelope.from()),
                display(envelope.to()),
                references);
    }

    /// RFC 5957 section 3.
    private static String display(List<Address> addresses) {
        if (addresses.isEmpty()) {
            return "";
        }
        Address first = addresses.getFirst();
        String name = first.name();
        if (name != null && !name.isBlank()) {
            return bounded(EncodedWords.decode(name), LONGEST_NAME);
        }
        String mailbox = first.mailbox() == null ? "" : first.mailbox();
        return bounded(
                EncodedWords.decode(first.host() == null ? mailbox : mailbox + "@" + first.host()),
                LONGEST_NAME);
    }

    private static String bounded(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
