package org.posthorn.mailbox.store;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.posthorn.mailbox.rights.Rights;

/// A handle on an open mailbox. Every change is durable when its method returns, and published in
/// [#state()]; when it throws, nothing was changed, but where it says so of many messages.
///
/// The messages of a mailbox have at most 500 different keywords of at most 64 characters: a change
/// that would add more is refused whole by a [KeywordLimitException].
public interface Mailbox extends AutoCloseable {
    MailboxInfo info();

    /// What its opener may do in it at the moment: all, if it is the owner. What it may not is
    /// refused by a [NoRightException].
    Rights rights();

    /// The messages as of the last commit; changes with every commit. `\Seen` is that of the
    /// opener. Empty without the right to read.
    MailboxState state();

    /// Whether the mailbox has been deleted, or its opener has no right on it any more; then its
    /// state is empty and changes are refused.
    boolean isDeleted();

    /// Claims the messages that no session has been told of: those from the returned UID up are
    /// `\Recent` to the caller and to nobody after it (RFC 3501 section 2.3.2). To who is not the
    /// owner, none is.
    Uid claimRecent();

    /// Calls `wake` after each commit, on the committing thread, without the mailbox's lock; it
    /// must not block. The registration ends with the handle.
    void onChange(Runnable wake);

    /// What was computed of these messages when they arrived, in ascending UID order; expunged ones
    /// are left out.
    void summaries(UidSet uids, Consumer<MessageSummary> action);

    /// The octets of a message, unless it is expunged.
    Optional<MessageContent> content(Uid uid);

    /// The octets of these messages, in ascending UID order and read ahead some at a time; expunged
    /// ones are left out.
    void contents(UidSet uids, BiConsumer<Uid, MessageContent> action);

    /// Whether one of these messages is left alone, because it was in hand when the process died
    /// twice: its summary and its content are passed over.
    boolean holdsSetAside(UidSet uids);

    /// The messages that were expunged after `since` (RFC 7162 section 3.2.5.2).
    Vanished expungedSince(ModSequence since);

    /// Adds all messages or none, in one commit.
    ///
    /// @throws KeywordLimitException when the mailbox would have too many keywords
    AppendOutcome append(List<NewMessage> messages);

    /// Changes the flags of the messages of `uids` that exist: up to some thousand in one commit
    /// and under one mod-sequence, more in several, of which those before one that fails stay done.
    ///
    /// @param unchangedSince when present, messages whose mod-sequence is higher are left alone and
    ///   reported (RFC 7162 section 3.1.3)
    /// @throws KeywordLimitException when the mailbox would have too many keywords
    FlagOutcome changeFlags(UidSet uids, FlagChange change, Optional<ModSequence> unchangedSince);

    /// Expunges the messages of `uids` that carry `\Deleted`: up to some thousand in one commit,
    /// more in several, of which those before one that fails stay done.
    ///
    /// @return the UIDs that are gone
    UidSet expungeDeleted(UidSet uids);

    /// Expunges the messages of `uids` whatever their flags, as [#expungeDeleted]; POP3 deletes so.
    ///
    /// @return the UIDs that are gone
    UidSet expunge(UidSet uids);

    /// Copies the messages of `uids` that exist to the end of `target`, without copying octets.
    /// They show up all at once, or none does (RFC 9051 section 6.4.7).
    ///
    /// @throws KeywordLimitException when the target would have too many keywords
    CopyOutcome copyTo(UidSet uids, Mailbox target);

    /// Moves them: each is there and not here any more in the same commit (RFC 6851 section 3.3);
    /// many in several, of which those before one that fails stay done. The target may be this
    /// mailbox.
    ///
    /// @throws PartlyMovedException when some were moved before a failure
    CopyOutcome moveTo(UidSet uids, Mailbox target);

    @Override
    void close();
}
