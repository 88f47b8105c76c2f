package org.posthorn.mailbox.mime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.mime.Envelope.Address;

/// What SORT and THREAD compare (RFC 5256, RFC 5957), computed once.
///
/// Not here is what [Envelope] has ready: FROM, TO and CC compare the `mailbox` of the first
/// address as it is, and THREAD the message's own [Envelope#normalMessageId()].
///
/// @param baseSubject the subject without marks of replies and forwards, decoded, blanks collapsed;
///   at most 500 characters (RFC 5256 section 2.1)
/// @param isReplyOrForward whether there were such marks
/// @param sent what the Date field says, to the second, from the year 1900 on; empty when it says
///   no day, and then INTERNALDATE stands for it (RFC 5256 section 2.2)
/// @param displayFrom the name of the first address of From, decoded, else the address; at most 200
///   characters (RFC 5957 section 3)
/// @param displayTo the same of To
/// @param references the message-ids of References, else the first of In-Reply-To, each once,
///   without angle brackets and quotes; of very many the first and the last ones, at most 100 and 8
///   KiB
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
        String name = addresses.isEmpty() ? null : addresses.getFirst().name();
        String decoded = name == null ? "" : EncodedWords.decode(name);
        return bounded(
                decoded.isEmpty() ? EncodedWords.plain(address(addresses)) : decoded, LONGEST_NAME);
    }

    /// What [#displayFrom()] is when nothing has to be decoded, in octets as in [Envelope].
    static String shown(List<Address> addresses) {
        String name = addresses.isEmpty() ? null : addresses.getFirst().name();
        return name == null || name.isEmpty() ? address(addresses) : name;
    }

    private static String address(List<Address> addresses) {
        String mailbox = addresses.isEmpty() ? null : addresses.getFirst().mailbox();
        if (mailbox == null) {
            return "";
        }
        String host = addresses.getFirst().host();
        return host == null ? mailbox : mailbox + "@" + host;
    }

    private static String bounded(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
