package org.posthorn.imap.response;

import java.util.List;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidValidity;

/// What a program may conclude from a status response (RFC 9051 section 7.1, RFC 5530).
public sealed interface ResponseCode {
    /// Codes without arguments.
    enum Plain implements ResponseCode {
        ALERT,
        ALREADYEXISTS,
        AUTHENTICATIONFAILED,
        AUTHORIZATIONFAILED,
        BADCHARSET,
        CANNOT,
        CLIENTBUG,
        CLOSED,
        CONTACTADMIN,
        CORRUPTION,
        EXPIRED,
        EXPUNGEISSUED,
        HASCHILDREN,
        INUSE,
        LIMIT,
        NOMODSEQ,
        NONEXISTENT,
        NOPERM,
        OVERQUOTA,
        PARSE,
        PRIVACYREQUIRED,
        READ_ONLY,
        READ_WRITE,
        SERVERBUG,
        TOOBIG,
        TRYCREATE,
        UIDNOTSTICKY,
        UNAVAILABLE,
        UNKNOWN_CTE,
        USEATTR
    }

    /// RFC 9051 section 7.2.2.
    record Capability(List<String> names) implements ResponseCode {}

    /// RFC 9051 section 7.1; `keywordsToo` is `\*`: the client may invent keywords.
    record PermanentFlags(Flags flags, boolean keywordsToo) implements ResponseCode {}

    record UidNext(Uid uid) implements ResponseCode {}

    record UidValidityIs(UidValidity value) implements ResponseCode {}

    /// RFC 3501 section 7.1: the first unseen message's sequence number.
    record Unseen(long sequenceNumber) implements ResponseCode {}

    /// RFC 4315 section 3, RFC 3502; in the order of the appended messages.
    record AppendUid(UidValidity uidValidity, List<Uid> uids) implements ResponseCode {}

    /// RFC 4315 section 3; both lists have the same length and order.
    record CopyUid(UidValidity uidValidity, List<Uid> source, List<Uid> target)
            implements ResponseCode {}

    /// RFC 7162 section 3.1.2.1.
    record HighestModSeq(ModSequence value) implements ResponseCode {}

    /// RFC 7162 section 3.1.3: sequence numbers, or UIDs after UID STORE.
    record Modified(SequenceSet messages) implements ResponseCode {}

    /// RFC 8474 section 4.
    record MailboxIdIs(MailboxId id) implements ResponseCode {}
}
