package org.posthorn.imap;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxDelta;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// What a client has been told of its selected mailbox: which sequence number is which message, and
/// which flags it has.
///
/// A view is the state of the mailbox at some commit, shared with everybody else's. Only while an
/// expunge waits to be announced it is a state of its own: the current one with the expunged rows
/// put back, so that no sequence number moves before the client knows (RFC 9051 section 5.5); and
/// while changed flags wait, the current one with those rows as the client has them.
///
/// Used by one thread at a time, under the session's lock.
final class MailboxView {
    private static final int[] NO_NUMBERS = {};

    private final Mailbox mailbox;
    private final boolean readOnly;
    private MailboxState known;
    private UidSet recent = UidSet.EMPTY;
    private Flags defined = Flags.NONE;

    /// The next update tells no flags that were changed later than this.
    private @Nullable ModSequence tellsUpTo;

    MailboxView(Mailbox mailbox, boolean readOnly) {
        this.mailbox = mailbox;
        this.readOnly = readOnly;
        known = MailboxState.EMPTY;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /// The messages as the client knows them.
    MailboxState known() {
        return known;
    }

    int size() {
        return known.size();
    }

    /// The message's sequence number, or 0 when the client does not know it.
    int numberOf(Uid uid) {
        return known.indexOf(uid) + 1;
    }

    boolean isRecent(Uid uid) {
        return recent.contains(uid.value());
    }

    /// How many messages of the view are `\Recent` to this session.
    int recentCount() {
        int[] count = {0};
        known.forEachIn(recent, _ -> count[0]++);
        return count[0];
    }

    /// Takes the mailbox as it is, without anything to announce: SELECT tells it all.
    ///
    /// @param recentBefore how many messages nobody had been told of, for a session that claims
    ///   none
    void open(int recentBefore) {
        if (readOnly) {
            known = mailbox.state();
            int first = Math.max(0, known.size() - recentBefore);
            addRecent(first < known.size() ? known.uidValue(first) : known.uidNext().value());
        } else {
            long from = mailbox.claimRecent().value();
            known = mailbox.state();
            addRecent(from);
        }
        defined = Flags.of(SystemFlag.values());
        for (int index = 0; index < known.size(); index++) {
            Flags flags = known.flags(index);
            if (!flags.keywords().isEmpty()) {
                define(flags);
            }
        }
    }

    /// The system flags and the keywords that messages of the mailbox have.
    Flags definedFlags() {
        return defined;
    }

    /// Notes keywords that the client is about to read; false when it has been told of them all.
    boolean define(Flags flags) {
        Flags all = defined.plus(flags);
        boolean isNew = all.keywords().size() > defined.keywords().size();
        defined = all;
        return isNew;
    }

    /// Moves the view to the current state and says what to announce.
    ///
    /// @param withExpunges whether the client may be told of expunges now
    Updates update(boolean withExpunges) {
        ModSequence last = tellsUpTo;
        tellsUpTo = null;
        MailboxState current = mailbox.state();
        if (current == known) {
            return Updates.NONE;
        }
        if (current.uidNext().compareTo(known.uidNext()) > 0) {
            long from = readOnly ? known.uidNext().value() : mailbox.claimRecent().value();
            current = mailbox.state();
            claim(from, current);
        }
        MailboxState before = known;
        MailboxDelta delta = current.since(before);
        boolean tellsExpunges = withExpunges || delta.expunged().isEmpty();
        var told = new UidSet.Builder();
        var waiting = new UidSet.Builder();
        for (int index : current.indexesIn(delta.changed())) {
            boolean tells = last == null || current.modSequence(index).compareTo(last) <= 0;
            (tells ? told : waiting).add(current.uid(index));
        }
        known = current.withRowsOf(before.only(waiting.build()));
        if (!tellsExpunges) {
            known = known.withRowsOf(before.only(delta.expunged()));
        }
        return new Updates(
                tellsExpunges ? numbersDescending(before, delta.expunged()) : NO_NUMBERS,
                !delta.added().isEmpty(),
                known.indexesIn(told.build()));
    }

    /// Lets flags that were changed after `last` wait for the update after the next: while a client
    /// has a command of its own in flight it cannot tell whether flags that it hears are those
    /// before or after that.
    ///
    /// All later changes wait, not only those of the same messages: a client that kept the highest
    /// mod-sequence it heard of would never ask for an earlier one again (RFC 7162 section 3.1.4).
    void tellNextUpTo(ModSequence last) {
        tellsUpTo = last;
    }

    private static int[] numbersDescending(MailboxState before, UidSet uids) {
        int[] indexes = before.indexesIn(uids);
        var numbers = new int[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            numbers[i] = indexes[indexes.length - 1 - i] + 1;
        }
        return numbers;
    }

    /// Notes that the client has these rows; those that are of the current state are not announced.
    ///
    /// @param rows of messages that the view has
    void learn(MailboxState.Loading rows) {
        known = known.withRowsOf(rows.finish(known.uidNext(), known.highestModSequence()));
    }

    private void addRecent(long from) {
        claim(from, known);
    }

    /// Messages that arrive between the claim and the look at the state count as recent here too:
    /// RFC 3501 section 2.3.2 wants that in doubt.
    private void claim(long from, MailboxState state) {
        long end = state.uidNext().value() - 1;
        if (from <= end) {
            var ranges = new ArrayList<>(recent.ranges());
            ranges.add(new UidSet.Range(from, end));
            recent = UidSet.of(ranges);
        }
    }

    /// What to announce, in this order. Numbers only, for there may be hundreds of thousands.
    ///
    /// @param expunged sequence numbers, the highest first, so that none moves another
    /// @param grown whether there are new messages
    /// @param changed where the view has messages whose flags the client does not know
    @SuppressWarnings("ArrayRecordComponent") // made here, read once, and compared by nobody
    record Updates(int[] expunged, boolean grown, int[] changed) {
        static final Updates NONE = new Updates(NO_NUMBERS, false, NO_NUMBERS);

        boolean isEmpty() {
            return expunged.length == 0 && !grown && changed.length == 0;
        }
    }
}
