package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxCounts;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UidSet;

/// Writes what a draft holds, in the one order in which rows are taken.
final class ChangeWriter {
    private final Draft draft;
    private final MailTransaction tx;
    private final Retention retention;

    /// Of how many messages each body is shown more or less, by the bodies' ids.
    private final List<BodyId> added = new ArrayList<>();

    private final List<BodyId> released = new ArrayList<>();

    /// By ids.
    private final TreeMap<Long, MailboxCounts> accounts = new TreeMap<>();

    ChangeWriter(Draft draft, Retention retention) {
        this.draft = draft;
        this.tx = draft.rows();
        this.retention = retention;
    }

    /// @param commit the transaction's number
    /// @throws Stale when a mailbox is not what it was thought to be
    /// @throws NoRoom when accounts are over their limits
    void write(long commit) {
        insertBodies();
        draft.expansions().forEach(tx.pending()::addExpansion);
        takeVersions(commit);
        for (Change change : draft.changes()) {
            write(change);
        }
        countQueued();
        released.addAll(draft.queue().write(tx));
        countReferences();
        countAccounts();
    }

    /// Gives the mailboxes that change their new versions, and makes sure that the others have
    /// those that the plan went by.
    private void takeVersions(long commit) {
        for (MailboxDraft mailbox : draft.mailboxes()) {
            var id = mailbox.mailbox().id();
            var known = mailbox.before().highestModSequence();
            if (mailbox.isChanged()) {
                if (!tx.mailboxes().advance(id, known, mailbox.now(), commit)) {
                    throw new Stale();
                }
                count(
                        mailbox.owner(),
                        mailbox.now().counts().minus(mailbox.before().counts()),
                        accounts);
            } else if (!tx.mailboxes()
                    .counters(id)
                    .map(now -> now.highestModSequence().equals(known))
                    .orElse(false)) {
                throw new Stale();
            }
        }
    }

    private static void count(
            AccountId account, MailboxCounts counts, Map<Long, MailboxCounts> accounts) {
        accounts.merge(account.value(), counts, MailboxCounts::plus);
    }

    private void write(Change change) {
        switch (change) {
            case Change.OfMessages messages -> writeMessages(messages);
            case Change.MailboxMade made -> {
                tx.trees().insert(made.account(), made.mailbox());
                tx.mailboxes().insert(made.mailbox().id(), made.account());
            }
            case Change.MailboxRenamed renamed ->
                    tx.trees().rename(renamed.mailbox().id(), renamed.mailbox().name());
            case Change.MailboxGone gone -> remove(gone);
            case Change.Subscribed subscribed ->
                    tx.trees().subscribe(subscribed.account(), subscribed.name());
            case Change.Unsubscribed unsubscribed ->
                    tx.trees().unsubscribe(unsubscribed.account(), unsubscribed.name());
            case Change.RightSet set -> tx.trees().setRight(set.right());
            case Change.AccountMade made -> tx.accounts().insert(made.account());
            case Change.AccountGone gone -> {
                tx.trees().removeRightsOf(gone.account());
                tx.trees().removeTree(gone.account());
                tx.accounts().delete(gone.account());
                accounts.remove(gone.account().value());
                return;
            }
            case Change.LimitsSet set -> tx.accounts().setLimits(set.account(), set.limits());
        }
        count(change.account(), MailboxCounts.NONE, accounts);
    }

    private void writeMessages(Change.OfMessages change) {
        switch (change) {
            case Change.Added messages -> add(messages);
            case Change.FlagsSet flags ->
                    requireAll(
                            tx.messages().updateFlags(flags.mailbox(), flags.messages()),
                            flags.messages());
            case Change.SeenSet seen -> {
                if (seen.first()) {
                    tx.viewers().addViewer(seen.mailbox(), seen.viewer());
                }
                tx.viewers().set(seen.mailbox(), seen.viewer(), seen.flags());
                tx.viewers().addSeen(seen.mailbox(), seen.viewer(), seen.seenMore());
            }
            case Change.ViewerGone gone -> tx.viewers().remove(gone.mailbox(), gone.viewer());
            case Change.Expunged expunged -> expunge(expunged);
            case Change.CopyBegun begun -> {
                if (!tx.pending().beginCopy(begun.copy())) {
                    throw new StoreException("another copy into the mailbox is under way");
                }
                tx.mailboxes().addKeywords(begun.mailbox(), begun.keywords());
            }
            case Change.Shown shown -> tx.pending().endCopy(shown.mailbox());
        }
    }

    private void add(Change.Added change) {
        tx.messages().insert(change.mailbox(), change.messages());
        for (StoredMessage message : change.messages()) {
            var body = message.row().body();
            if (change.origin() == Change.Origin.COPIED) {
                added.add(body);
            }
        }
    }

    private void expunge(Change.Expunged change) {
        boolean keep = !change.moved() && !retention.expunged().isZero();
        tx.expunged()
                .insert(
                        change.mailbox(),
                        change.messages(),
                        change.modSequence(),
                        draft.moment(),
                        keep);
        requireAll(tx.messages().delete(change.mailbox(), change.messages()), change.messages());
        if (hasViewers(change)) {
            var uids = new UidSet.Builder();
            change.messages().forEach(row -> uids.add(row.uid()));
            tx.viewers().forget(change.mailbox(), uids.build());
        }
        if (!change.moved() && !keep) {
            change.messages().forEach(row -> released.add(row.body()));
        }
    }

    private boolean hasViewers(Change.Expunged change) {
        return draft.mailboxes().stream()
                .anyMatch(mailbox ->
                        mailbox.mailbox().id().equals(change.mailbox())
                                && mailbox.now().viewers() > 0);
    }

    /// The version was right, so what it stands for must be there.
    private static void requireAll(int there, List<MessageRow> rows) {
        if (there != rows.size()) {
            throw new StoreException(
                    "%d of %d messages are in the storage".formatted(there, rows.size()));
        }
    }

    /// The mailbox's row goes first of all of it, so that whoever adds something to it meanwhile is
    /// before this or not at all.
    private void remove(Change.MailboxGone gone) {
        var id = gone.mailbox().id();
        tx.mailboxes()
                .take(id)
                .ifPresent(counters ->
                        count(
                                gone.account(),
                                MailboxCounts.NONE.minus(counters.counts()),
                                accounts));
        tx.mailboxes().delete(id);
        tx.pending().endCopy(id);
        tx.trees().removeRights(id);
        tx.trees().remove(id);
        tx.pending().addGone(id, gone.account());
    }

    /// First of all, since large ones take their time, and nobody waits for them.
    private void insertBodies() {
        var references = new HashMap<BodyId, Integer>();
        for (Change change : draft.changes()) {
            if (change instanceof Change.Added messages) {
                messages.messages()
                        .forEach(
                                message -> references.merge(message.row().body(), 1, Integer::sum));
            }
        }
        for (Expansion expansion : draft.expansions()) {
            references.merge(expansion.message(), 1, Integer::sum);
            references.merge(expansion.placements(), 1, Integer::sum);
        }
        draft.queue().added().forEach(entry -> references.merge(entry.body(), 1, Integer::sum));
        draft.bodies()
                .forEach((id, body) -> {
                    if (references.containsKey(id)) {
                        tx.bodies().insert(body, references.get(id));
                    }
                });
    }

    /// Entries of the queue may be of a body that is there already.
    private void countQueued() {
        draft.queue().added().stream()
                .map(QueueEntry::body)
                .filter(body -> !draft.bodies().containsKey(body))
                .forEach(added::add);
    }

    private void countReferences() {
        added.sort(Comparator.comparingLong(BodyId::value));
        if (!added.isEmpty()) {
            tx.bodies().addReferences(added);
        }
        Bodies.release(tx, released);
    }

    private void countAccounts() {
        var full = new ArrayList<AccountId>();
        accounts.forEach((id, counts) -> {
            var account = new AccountId(id);
            if (!tx.accounts().advance(account, counts.messages(), counts.sizeOctets())) {
                full.add(account);
            }
        });
        if (!full.isEmpty()) {
            throw new NoRoom(full, tx.accounts().counters(full.getFirst()).isPresent());
        }
    }

    /// The plan went by another version of a mailbox than the database has.
    static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale() {
            super("a mailbox was changed elsewhere", null, false, false);
        }
    }

    /// Accounts are over their limits, or gone.
    static final class NoRoom extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<AccountId> accounts;
        private final boolean exists;

        NoRoom(List<AccountId> accounts, boolean exists) {
            super("no room for " + accounts, null, false, false);
            this.accounts = accounts;
            this.exists = exists;
        }

        List<AccountId> accounts() {
            return accounts;
        }

        /// Whether the first of them is there.
        boolean isOfExisting() {
            return exists;
        }
    }
}
