package org.posthorn.imap.response;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.imap.command.Tag;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;

/// What the server says, FETCH excepted (RFC 9051 section 7, RFC 3501 section 7).
///
/// Text for people is ASCII; other characters are written as `?`.
public sealed interface Response {
    /// Section 7.1: the end of a command.
    record Tagged(Tag tag, Status status, @Nullable ResponseCode code, String text)
            implements Response {
        public Tagged(Tag tag, Status status, String text) {
            this(tag, status, null, text);
        }
    }

    /// Section 7.1: greetings, `BYE`, news about the mailbox.
    record Untagged(Status status, @Nullable ResponseCode code, String text) implements Response {
        public Untagged(Status status, String text) {
            this(status, null, text);
        }
    }

    /// Section 7.6; text, or a SASL challenge in base64.
    record Continuation(String text) implements Response {}

    /// Section 7.2.2.
    record Capability(List<String> names) implements Response {}

    /// Section 7.2.1.
    record Enabled(List<String> names) implements Response {}

    /// RFC 2971; NIL when empty.
    record Id(List<Command.Id.Field> fields) implements Response {}

    /// Section 7.3.2; prefixes, each with the one separator; NIL for an empty list.
    record Namespace(List<String> personal, List<String> otherUsers, List<String> shared)
            implements Response {}

    /// Section 7.3.1.
    ///
    /// @param subscribedBelow writes `CHILDINFO` (RFC 5258 section 4)
    /// @param oldName writes `OLDNAME` (section 6.3.9.7)
    record Listed(
            MailboxName name,
            Set<ListAttribute> attributes,
            Set<SpecialUse> uses,
            boolean subscribedBelow,
            @Nullable MailboxName oldName)
            implements Response {
        public Listed(MailboxName name, Set<ListAttribute> attributes, Set<SpecialUse> uses) {
            this(name, attributes, uses, false, null);
        }
    }

    /// The answer to `LIST "" ""`: the separator and an empty name.
    record ListedRoot() implements Response {}

    /// RFC 3501 section 7.2.3.
    record Subscribed(MailboxName name, Set<ListAttribute> attributes) implements Response {}

    /// Section 7.3.3: those of `items`, in their order.
    ///
    /// @param appendLimitOctets the value of APPENDLIMIT (RFC 7889), which no mailbox knows
    record StatusData(MailboxStatus status, Set<StatusItem> items, long appendLimitOctets)
            implements Response {}

    /// RFC 3501 section 7.2.5; with the highest mod-sequence among the found when MODSEQ was
    /// searched for.
    record Search(List<Long> found, @Nullable ModSequence highest) implements Response {}

    /// Section 7.3.4; what is null or empty is left out.
    record ExtendedSearch(
            Tag tag,
            boolean byUid,
            @Nullable Long min,
            @Nullable Long max,
            @Nullable SequenceSet all,
            @Nullable Integer count,
            @Nullable ModSequence highest)
            implements Response {}

    /// Section 7.3.5: the flags defined in the mailbox.
    record FlagsDefined(Flags flags) implements Response {}

    /// Section 7.4.1.
    record Exists(int messages) implements Response {}

    /// RFC 3501 section 7.3.2.
    record Recent(int messages) implements Response {}

    /// Section 7.5.1.
    record Expunge(long sequenceNumber) implements Response {}
}
