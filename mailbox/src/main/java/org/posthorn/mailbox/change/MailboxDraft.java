package org.posthorn.mailbox.change;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.PendingRows.MassCopy;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.rows.ViewerRows.ViewerFlag;
import org.posthorn.mailbox.store.MailboxCounts;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// A mailbox within a transaction, with what is planned already.
public final class MailboxDraft {
    private final Draft draft;
    private final SharedMailbox mailbox;
    private final MailboxCounters before;
    private ModSequence modSequence;
    private MailboxCounters now;
    private @Nullable MailboxState state;
    private UidSet.@Nullable Range hidden;
    private ViewerStates viewers;
    private final Set<AccountId> newViewers = new HashSet<>();
    private int goneViewers;
    private boolean changed;

    MailboxDraft(Draft draft, SharedMailbox mailbox, Known known) {
        this.draft = draft;
        this.mailbox = mailbox;
        this.before = known.counters();
        this.now = before;
        this.state = known.state();
        this.hidden = known.hidden();
        this.viewers = known.viewers();
        this.modSequence = before.highestModSequence();
        beginWork();
    }

    SharedMailbox mailbox() {
        return mailbox;
    }

    public AccountId owner() {
        return before.owner();
    }

    MailboxCounters before() {
        return before;
    }

    public MailboxCounters now() {
        return now;
    }

    boolean isChanged() {
        return changed;
    }

    /// What will be known when it is committed.
    Known after() {
        return new Known(now, state, hidden, viewers);
    }

    /// Its messages, which somebody has open.
    public MailboxState state() {
        MailboxState known = state;
        if (known == null) {
            throw new IllegalStateException("mailbox is not open: " + mailbox.id());
        }
        return known;
    }

    /// Its messages as an account sees them that has it open.
    MailboxState state(Access access) {
        MailboxState seen = access.isOwner() ? state : viewers.of(access.viewer());
        if (seen == null) {
            throw new IllegalStateException("mailbox is not open: " + mailbox.id());
        }
        return seen;
    }

    /// These messages as the owner has them.
    List<MessageRow> shared(List<MessageRow> rows) {
        return rows.stream().map(row -> state().row(state().indexOf(row.uid()))).toList();
    }

    /// The keywords that its messages have, if somebody has it open.
    Optional<Collection<String>> knownKeywords() {
        return Optional.ofNullable(state).map(MailboxState::keywords);
    }

    /// What the works before have changed is behind this one, whose changes have a mod-sequence of
    /// their own: a session must be able to tell its changes from those of others.
    void beginWork() {
        modSequence = new ModSequence(now.highestModSequence().value() + 1);
    }

    /// The mod-sequence of all that this work changes here.
    public ModSequence modSequence() {
        return modSequence;
    }

    /// A UID for a message that is going to be added.
    ///
    /// @throws StoreException when a large copy has the next ones, until it has given up
    public Uid takeUid() {
        Uid uid = now.uidNext();
        if (isHidden(uid)) {
            hidden = draft.rows().pending().copyInto(mailbox.id()).map(MassCopy::uids).orElse(null);
            if (isHidden(uid)) {
                throw new StoreException("a large copy into the mailbox is in the way; try again");
            }
        }
        set(counts(), new Uid(uid.value() + 1));
        return uid;
    }

    private boolean isHidden(Uid uid) {
        UidSet.Range range = hidden;
        return range != null && uid.value() >= range.first() && uid.value() <= range.last();
    }

    private MailboxCounts counts() {
        return now.counts();
    }

    private void set(MailboxCounts counts, Uid uidNext) {
        set(counts, uidNext, modSequence);
    }

    private void set(MailboxCounts counts, Uid uidNext, ModSequence highest) {
        changed = true;
        now =
                new MailboxCounters(
                        before.owner(),
                        uidNext,
                        highest,
                        counts,
                        before.viewers() + newViewers.size() - goneViewers);
    }

    /// Adds messages, whose UIDs were taken here, and counts them.
    ///
    /// @param messages in ascending UID order
    public void add(List<StoredMessage> messages, Change.Origin origin) {
        var counts = counts();
        for (StoredMessage message : messages) {
            counts = counts.plus(MailboxCounts.of(message.row()));
        }
        set(counts, now.uidNext());
        var rows = messages.stream().map(StoredMessage::row).toList();
        MailboxState known = state;
        if (known != null) {
            state = known.with(rows);
        }
        viewers = viewers.withRows(rows);
        draft.add(new Change.Added(owner(), mailbox.id(), List.copyOf(messages), origin));
    }

    /// Takes a range of UIDs for a large copy, and numbers for its keywords.
    ///
    /// @throws StoreException when another one is under way
    void beginCopy(MassCopy copy, Collection<String> keywords) {
        set(counts(), now.uidNext());
        hidden = copy.uids();
        draft.add(new Change.CopyBegun(owner(), mailbox.id(), copy, List.copyOf(keywords)));
    }

    /// Shows the messages of a large copy, which are written already.
    ///
    /// @param messages with UIDs from those here up, under one higher mod-sequence
    void show(MailboxState messages, MailboxCounts shown) {
        set(counts().plus(shown), messages.uidNext(), messages.highestModSequence());
        MailboxState known = state;
        if (known != null) {
            state = known.with(messages);
        }
        viewers = viewers.withShown(messages);
        hidden = null;
        draft.add(
                new Change.Shown(
                        owner(),
                        mailbox.id(),
                        new UidSet.Range(
                                messages.uidValue(0), messages.uidValue(messages.size() - 1))));
    }

    /// Gives messages other flags.
    ///
    /// @param rows as they are to be, under the mod-sequence of this work, in ascending UID order
    public void setFlags(List<MessageRow> rows) {
        var counts = counts();
        for (MessageRow row : rows) {
            var old = state().row(state().indexOf(row.uid()));
            counts = counts.minus(MailboxCounts.of(old)).plus(MailboxCounts.of(row));
        }
        set(counts, now.uidNext());
        state = state().with(rows);
        viewers = viewers.withRows(rows);
        draft.add(new Change.FlagsSet(owner(), mailbox.id(), List.copyOf(rows)));
    }

    /// Gives messages another `\Seen` for somebody who does not own the mailbox.
    ///
    /// @param uids in ascending order, of messages for which it differs
    void setSeen(AccountId viewer, List<Uid> uids, boolean seen) {
        var flags = uids.stream().map(uid -> new ViewerFlag(uid, seen, modSequence)).toList();
        boolean first = isNew(viewer);
        if (first) {
            newViewers.add(viewer);
        }
        set(counts(), now.uidNext());
        viewers = viewers.withSeen(viewer, flags);
        draft.add(
                new Change.SeenSet(
                        owner(),
                        mailbox.id(),
                        viewer,
                        first,
                        flags,
                        seen ? flags.size() : -flags.size()));
    }

    private boolean isNew(AccountId viewer) {
        return !newViewers.contains(viewer)
                && draft.rows().viewers().viewers(mailbox.id()).stream()
                        .noneMatch(known -> known.account().equals(viewer));
    }

    /// Forgets a viewer who is known here and whose account is gone.
    void forgetViewer(AccountId viewer) {
        goneViewers++;
        set(counts(), now.uidNext());
        draft.add(new Change.ViewerGone(owner(), mailbox.id(), viewer));
    }

    /// Removes messages.
    ///
    /// @param rows as the state has them, in ascending UID order
    /// @param moved whether they are somewhere else now
    public void expunge(List<MessageRow> rows, boolean moved) {
        var uids = new UidSet.Builder();
        var counts = counts();
        for (MessageRow row : rows) {
            uids.add(row.uid());
            counts = counts.minus(MailboxCounts.of(row));
        }
        set(counts, now.uidNext());
        state = state().without(uids.build());
        viewers = viewers.without(uids.build());
        draft.add(
                new Change.Expunged(owner(), mailbox.id(), List.copyOf(rows), modSequence, moved));
    }
}
