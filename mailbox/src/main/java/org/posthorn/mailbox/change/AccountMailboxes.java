package org.posthorn.mailbox.change;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxOutcome;
import org.posthorn.mailbox.store.MailboxOutcome.AlreadyExists;
import org.posthorn.mailbox.store.MailboxOutcome.Done;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// The mailboxes of one account.
public final class AccountMailboxes implements Mailboxes {
    private final StoreParts parts;
    private final AccountId account;
    private final TreeChanges changes;

    public AccountMailboxes(StoreParts parts, AccountId account) {
        this.parts = parts;
        this.account = account;
        this.changes = new TreeChanges(parts, account);
    }

    private Tree tree() {
        return parts.trees().of(account);
    }

    @Override
    public List<MailboxInfo> list() {
        return List.copyOf(tree().mailboxes().values());
    }

    /// What is not known may have been made elsewhere.
    @Override
    public Optional<MailboxInfo> find(MailboxName name) {
        var known = tree().find(name);
        return known.isPresent() ? known : parts.trees().reload(account).find(name);
    }

    @Override
    public SortedSet<MailboxName> subscriptions() {
        return tree().subscriptions();
    }

    @Override
    public void subscribe(MailboxName name) {
        changes.subscribe(name);
    }

    @Override
    public void unsubscribe(MailboxName name) {
        changes.unsubscribe(name);
    }

    @Override
    public MailboxOutcome create(MailboxName name, Set<SpecialUse> uses) {
        return changes.create(name, uses);
    }

    @Override
    public MailboxOutcome delete(MailboxName name) {
        return changes.delete(name);
    }

    @Override
    public MailboxOutcome rename(MailboxName from, MailboxName to) {
        return from.isInbox() ? renameInbox(to) : changes.rename(from, to);
    }

    /// RFC 9051 section 6.3.6: the messages move to a new mailbox, INBOX and what is below it stay.
    private MailboxOutcome renameInbox(MailboxName to) {
        if (!(create(to, Set.of()) instanceof Done done)) {
            return new AlreadyExists(to);
        }
        try (var inbox = open(MailboxName.INBOX).orElseThrow();
                var target = open(to).orElseThrow()) {
            inbox.moveTo(UidSet.ALL, target);
        }
        return done;
    }

    @Override
    public Optional<Mailbox> open(MailboxName name) {
        var known = tree().find(name).flatMap(this::open);
        return known.isPresent()
                ? known
                : parts.trees().reload(account).find(name).flatMap(this::open);
    }

    /// Takes hold of the mailbox with its state loaded.
    private Optional<Mailbox> open(MailboxInfo info) {
        var shared = parts.open().retain(info.id());
        boolean exists = false;
        try {
            shared.setInfo(info);
            exists = parts.states().load(shared);
        } finally {
            if (!exists) {
                parts.open().release(shared);
            }
        }
        return exists ? Optional.of(new MailboxHandle(parts, shared)) : Optional.empty();
    }

    @Override
    public Optional<MailboxStatus> status(MailboxName name) {
        var known = tree().find(name).flatMap(this::status);
        return known.isPresent()
                ? known
                : parts.trees().reload(account).find(name).flatMap(this::status);
    }

    /// From what is known of an open mailbox, and else from its numbers: nothing is loaded for it.
    private Optional<MailboxStatus> status(MailboxInfo info) {
        var open = parts.open().find(info.id()).filter(SharedMailbox::hasState);
        if (open.isPresent()) {
            Known known = open.get().known();
            if (known != null && known.state() != null && !open.get().isDeleted()) {
                var state = known.state();
                int old = state.lowerBound(open.get().recentFloor().value());
                return Optional.of(status(info, known.counters(), state.size() - old));
            }
        }
        var floor = parts.recentFloors().floor(info.id());
        return parts.storage()
                .reading(tx -> tx.mailboxes().counters(info.id()))
                .map(now -> status(info, now, recent(info, now, floor.orElse(Uid.FIRST))));
    }

    private int recent(MailboxInfo info, MailboxCounters now, Uid floor) {
        if (floor.compareTo(now.uidNext()) >= 0) {
            return 0;
        }
        return floor.equals(Uid.FIRST)
                ? now.counts().messages()
                : parts.storage()
                        .reading(tx -> tx.messages().count(info.id(), floor, now.uidNext()));
    }

    private static MailboxStatus status(MailboxInfo info, MailboxCounters now, int recent) {
        var counts = now.counts();
        return new MailboxStatus(
                info,
                counts.messages(),
                recent,
                counts.unseen(),
                counts.deleted(),
                counts.sizeOctets(),
                now.uidNext(),
                now.highestModSequence());
    }
}
