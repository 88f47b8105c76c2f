package org.posthorn.imap.command;

import java.time.LocalDate;
import java.util.List;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SystemFlag;

/// A condition on a message (RFC 9051 section 6.4.4, RFC 3501 section 6.4.4).
public sealed interface SearchKey {
    /// All of them hold; ALL is the empty conjunction.
    record And(List<SearchKey> keys) implements SearchKey {}

    record Or(SearchKey left, SearchKey right) implements SearchKey {}

    record Not(SearchKey key) implements SearchKey {}

    /// SEEN, ANSWERED ...; UNSEEN is `Not` of it.
    record HasFlag(SystemFlag flag) implements SearchKey {}

    record Recent() implements SearchKey {}

    record Keyword(String keyword) implements SearchKey {}

    record SequenceNumbers(SequenceSet set) implements SearchKey {}

    record Uids(SequenceSet set) implements SearchKey {}

    record Larger(long octets) implements SearchKey {}

    record Smaller(long octets) implements SearchKey {}

    /// BEFORE, ON, SINCE and their SENT and SAVED forms.
    record DateIs(DateField field, Relation relation, LocalDate date) implements SearchKey {}

    enum DateField {
        INTERNAL,
        SENT,
        SAVED
    }

    enum Relation {
        BEFORE,
        ON,
        SINCE
    }

    /// FROM, TO, CC, BCC: what the envelope shows; an empty text asks for presence only.
    record Addresses(AddressField field, String text) implements SearchKey {}

    enum AddressField {
        FROM,
        TO,
        CC,
        BCC
    }

    /// What the envelope shows; an empty text asks for presence only.
    record Subject(String text) implements SearchKey {}

    /// HEADER; an empty text asks for presence only.
    record Header(String field, String text) implements SearchKey {}

    record Body(String text) implements SearchKey {}

    record Text(String text) implements SearchKey {}

    /// RFC 7162 section 3.1.5: mod-sequence at least this.
    record ModSeq(ModSequence atLeast) implements SearchKey {}

    /// RFC 8474 section 6.
    record EmailId(String id) implements SearchKey {}

    /// RFC 8474 section 6.
    record ThreadId(String id) implements SearchKey {}
}
