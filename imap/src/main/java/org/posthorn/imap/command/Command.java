package org.posthorn.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;

/// A client command, parsed and valid (RFC 9051 section 6, RFC 3501 section 6).
///
/// A command belongs to the states that permit it, so a handler can ask for that state's data as a
/// parameter and never check for it.
public sealed interface Command {
    /// Section 6.1.
    sealed interface InAnyState extends Command {}

    /// Section 6.2.
    sealed interface WhenNotAuthenticated extends Command {}

    /// Section 6.3; also permitted when a mailbox is selected.
    sealed interface WhenAuthenticated extends Command {}

    /// Section 6.4.
    sealed interface WhenSelected extends Command {}

    /// Section 6.1.1.
    record Capability() implements InAnyState {}

    /// Section 6.1.2.
    record Noop() implements InAnyState {}

    /// Section 6.1.3.
    record Logout() implements InAnyState {}

    /// RFC 2971: the client's own words, in order; empty for NIL, and for more of them than are
    /// kept.
    record Id(List<Field> fields) implements InAnyState {
        public record Field(String name, @Nullable String value) {}
    }

    /// Section 6.2.1.
    record StartTls() implements WhenNotAuthenticated {}

    /// Section 6.2.2; the initial response still in base64, `=` for an empty one.
    record Authenticate(String mechanism, Optional<String> initialResponse)
            implements WhenNotAuthenticated {}

    /// Section 6.2.3.
    record Login(String user, String password) implements WhenNotAuthenticated {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /// Section 6.3.1; capability names in upper case.
    record Enable(Set<String> capabilities) implements WhenAuthenticated {}

    /// Section 6.3.2.
    record Select(MailboxName mailbox, boolean condstore) implements WhenAuthenticated {}

    /// Section 6.3.3.
    record Examine(MailboxName mailbox, boolean condstore) implements WhenAuthenticated {}

    /// Section 6.3.4, RFC 6154 section 3.
    record Create(MailboxName mailbox, Set<SpecialUse> uses) implements WhenAuthenticated {}

    /// Section 6.3.5.
    record Delete(MailboxName mailbox) implements WhenAuthenticated {}

    /// Section 6.3.6.
    record Rename(MailboxName from, MailboxName to) implements WhenAuthenticated {}

    /// Section 6.3.7.
    record Subscribe(MailboxName mailbox) implements WhenAuthenticated {}

    /// Section 6.3.8.
    record Unsubscribe(MailboxName mailbox) implements WhenAuthenticated {}

    /// Section 6.3.9, RFC 5258, RFC 5819; `extended` when the syntax was.
    record ListMailboxes(
            Set<ListSelection> selections,
            String reference,
            List<String> patterns,
            Set<ListReturn> returns,
            Set<StatusItem> status,
            boolean extended)
            implements WhenAuthenticated {}

    /// RFC 3501 section 6.3.9.
    record Lsub(String reference, String pattern) implements WhenAuthenticated {}

    /// Section 6.3.10.
    record Namespace() implements WhenAuthenticated {}

    /// Section 6.3.11.
    record Status(MailboxName mailbox, Set<StatusItem> items) implements WhenAuthenticated {}

    /// Section 6.3.12; the messages' octets lie in their bodies, which the handler closes.
    record Append(MailboxName mailbox, List<AppendMessage> messages) implements WhenAuthenticated {}

    /// Section 6.3.13.
    record Idle() implements WhenAuthenticated {}

    /// RFC 3501 section 6.4.1.
    record Check() implements WhenSelected {}

    /// Section 6.4.1.
    record Close() implements WhenSelected {}

    /// Section 6.4.2.
    record Unselect() implements WhenSelected {}

    /// Section 6.4.3, and UID EXPUNGE (section 6.4.9) when `uids` is present.
    record Expunge(Optional<SequenceSet> uids) implements WhenSelected {}

    /// Section 6.4.4, and UID SEARCH.
    record Search(boolean byUid, Set<SearchReturn> returns, SearchKey key)
            implements WhenSelected {}

    /// Section 6.4.5, and UID FETCH; `changedSince` is RFC 7162's.
    record Fetch(
            boolean byUid,
            SequenceSet set,
            List<FetchItem> items,
            Optional<ModSequence> changedSince)
            implements WhenSelected {}

    /// Section 6.4.6, and UID STORE; `unchangedSince` is RFC 7162's.
    record Store(
            boolean byUid,
            SequenceSet set,
            FlagChange change,
            boolean silent,
            Optional<ModSequence> unchangedSince)
            implements WhenSelected {}

    /// Section 6.4.7, and UID COPY.
    record Copy(boolean byUid, SequenceSet set, MailboxName target) implements WhenSelected {}

    /// Section 6.4.8, and UID MOVE.
    record Move(boolean byUid, SequenceSet set, MailboxName target) implements WhenSelected {}
}
