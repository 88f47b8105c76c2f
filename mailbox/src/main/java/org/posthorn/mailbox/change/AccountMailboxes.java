package org.posthorn.mailbox.change;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Grant;
import org.posthorn.mailbox.rights.NoRightException;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.ViewerRows.Viewer;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxOutcome;
import org.posthorn.mailbox.store.MailboxOutcome.AlreadyExists;
import org.posthorn.mailbox.store.MailboxOutcome.Done;
import org.posthorn.mailbox.store.MailboxOutcome.HasChildren;
import org.posthorn.mailbox.store.MailboxOutcome.NoSuchMailbox;
import org.posthorn.mailbox.store.MailboxOutcome.NotPermitted;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.mailbox.tree.Namespaces;
import org.posthorn.mailbox.tree.Reach;
import org.posthorn.mailbox.tree.Reached;

/// The mailboxes that one account reaches.
public final class AccountMailboxes implements Mailboxes {
    private static final String RESERVED = "only mailboxes of others are there";

    private final StoreParts parts;
    private final AccountId viewer;
    private final Reach reach;
    private final TreeChanges changes;

    public AccountMailboxes(StoreParts parts, AccountId viewer) {
        this.parts = parts;
        this.viewer = viewer;
        this.reach = new Reach(parts.trees(), parts.grants(), viewer);
        this.changes = new TreeChanges(parts, viewer);
    }

    private boolean isOwn(Reached mailbox) {
        return mailbox.owner().equals(viewer);
    }

    @Override
    public NavigableMap<MailboxName, MailboxInfo> byName() {
        var own = parts.trees().of(viewer).mailboxes();
        var foreign = reach.foreign();
        if (foreign.isEmpty()) {
            return own;
        }
        var all = new TreeMap<>(own);
        foreign.stream()
                .filter(mailbox -> mailbox.may(Right.LOOKUP))
                .forEach(mailbox -> all.put(mailbox.name(), mailbox.seen()));
        return Collections.unmodifiableNavigableMap(all);
    }

    /// A name may mean another mailbox by now, by somebody else's rename: asks for the tree's
    /// version.
    private Optional<Reached> reached(MailboxName name) {
        return reach.findAnew(name);
    }

    @Override
    public Optional<MailboxInfo> find(MailboxName name) {
        return reached(name).filter(mailbox -> mailbox.may(Right.LOOKUP)).map(Reached::seen);
    }

    @Override
    public SortedSet<MailboxName> subscriptions() {
        return parts.trees().of(viewer).subscriptions();
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
        if (!Namespaces.isReserved(name)) {
            return changes.create(name, uses);
        }
        if (reach.find(name).isPresent()) {
            return new AlreadyExists(name);
        }
        var above = reach.above(name);
        var there = Reach.ownersName(name);
        if (above.isEmpty() || there.isEmpty()) {
            return new NotPermitted(RESERVED);
        }
        if (!uses.isEmpty()) {
            return new NotPermitted("a special use is its owner's to give");
        }
        require(above.get(), Right.CREATE);
        return seen(name, theirs(above.get()).create(there.get(), Set.of()));
    }

    private TreeChanges theirs(Reached mailbox) {
        return new TreeChanges(parts, mailbox.owner());
    }

    private static void require(Reached mailbox, Right right) {
        if (!mailbox.may(right)) {
            throw new NoRightException(right);
        }
    }

    /// What became of a mailbox of somebody else, in the viewer's words.
    private static MailboxOutcome seen(MailboxName name, MailboxOutcome outcome) {
        return switch (outcome) {
            case Done(var info) ->
                    new Done(new MailboxInfo(info.id(), name, info.uidValidity(), Set.of()));
            case AlreadyExists _ -> new AlreadyExists(name);
            case NoSuchMailbox _ -> new NoSuchMailbox(name);
            case HasChildren _ -> new HasChildren(name);
            case NotPermitted refused -> refused;
        };
    }

    @Override
    public MailboxOutcome delete(MailboxName name) {
        var mailbox = foreign(name);
        if (mailbox.isEmpty()) {
            return changes.delete(name);
        }
        require(mailbox.get(), Right.DELETE_MAILBOX);
        return seen(name, theirs(mailbox.get()).delete(mailbox.get().info().name()));
    }

    /// A mailbox of somebody else that the viewer may know of.
    private Optional<Reached> foreign(MailboxName name) {
        return Namespaces.isReserved(name)
                ? reached(name).filter(mailbox -> !isOwn(mailbox) && mailbox.may(Right.LOOKUP))
                : Optional.empty();
    }

    @Override
    public MailboxOutcome rename(MailboxName from, MailboxName to) {
        var mailbox = foreign(from);
        if (mailbox.isPresent()) {
            return rename(mailbox.get(), to);
        }
        if (Namespaces.isReserved(to)) {
            return new NotPermitted(RESERVED);
        }
        return from.isInbox() ? renameInbox(to) : changes.rename(from, to);
    }

    /// Within its owner's tree: RFC 4314 section 4.
    private MailboxOutcome rename(Reached mailbox, MailboxName to) {
        require(mailbox, Right.DELETE_MAILBOX);
        var above = reach.above(to);
        var there = Reach.ownersName(to);
        if (above.isEmpty() || there.isEmpty() || !above.get().owner().equals(mailbox.owner())) {
            return new NotPermitted("a mailbox stays with its owner");
        }
        require(above.get(), Right.CREATE);
        if (mailbox.info().name().isInbox()) {
            return new NotPermitted("only its owner renames an INBOX");
        }
        return seen(to, theirs(mailbox).rename(mailbox.info().name(), there.get()));
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
        return reached(name).flatMap(this::open);
    }

    /// Takes hold of the mailbox with its state loaded.
    private Optional<Mailbox> open(Reached mailbox) {
        if (mailbox.rights().isNone()) {
            return Optional.empty();
        }
        var shared = parts.open().retain(mailbox.info().id());
        boolean exists = false;
        try {
            shared.setInfo(mailbox.info());
            exists = parts.states().load(shared) && loadFor(mailbox, shared);
        } finally {
            if (!exists) {
                parts.open().release(shared);
            }
        }
        return exists
                ? Optional.of(new MailboxHandle(parts, shared, mailbox, viewer))
                : Optional.empty();
    }

    private boolean loadFor(Reached mailbox, SharedMailbox shared) {
        if (isOwn(mailbox)) {
            return true;
        }
        shared.retain(viewer);
        boolean exists = false;
        try {
            exists = parts.states().load(shared, viewer);
        } finally {
            if (!exists) {
                shared.release(viewer);
            }
        }
        return exists;
    }

    @Override
    public Optional<MailboxStatus> status(MailboxName name) {
        return reached(name).flatMap(this::status);
    }

    private Optional<MailboxStatus> status(Reached mailbox) {
        if (isOwn(mailbox)) {
            return status(mailbox.info());
        }
        if (!mailbox.may(Right.READ) && !mailbox.may(Right.LOOKUP)) {
            return Optional.empty();
        }
        require(mailbox, Right.READ);
        return parts.storage().reading(tx -> viewerStatus(tx, mailbox));
    }

    /// Both numbers of one version, as far as others let them be.
    private Optional<MailboxStatus> viewerStatus(MailTransaction tx, Reached mailbox) {
        var id = mailbox.info().id();
        var now = tx.mailboxes().counters(id);
        int seen = 0;
        for (int tries = 0; now.isPresent() && tries < States.PATIENCE; tries++) {
            seen =
                    tx.viewers().viewers(id).stream()
                            .filter(each -> each.account().equals(viewer))
                            .mapToInt(Viewer::seen)
                            .sum();
            var again = tx.mailboxes().counters(id);
            if (again.equals(now)) {
                break;
            }
            now = again;
        }
        int read = seen;
        return now.map(counters -> {
            var counts = counters.counts();
            return new MailboxStatus(
                    mailbox.seen(),
                    counts.messages(),
                    0,
                    Math.max(0, counts.messages() - read),
                    counts.deleted(),
                    counts.sizeOctets(),
                    counters.uidNext(),
                    counters.highestModSequence());
        });
    }

    @Override
    public Optional<Rights> rights(MailboxName name) {
        return reached(name).map(Reached::rights);
    }

    @Override
    public Optional<List<Grant>> grants(MailboxName name) {
        var mailbox = reached(name).filter(found -> found.may(Right.LOOKUP));
        mailbox.ifPresent(found -> require(found, Right.ADMINISTER));
        return mailbox.map(found ->
                parts.storage().reading(tx -> tx.trees().rights(found.info().id())).stream()
                        .map(right -> new Grant(right.grantee(), right.rights()))
                        .toList());
    }

    @Override
    public MailboxOutcome setRights(MailboxName name, Grant grant) {
        var mailbox = reached(name).filter(found -> found.may(Right.LOOKUP));
        if (mailbox.isEmpty()) {
            return new NoSuchMailbox(name);
        }
        require(mailbox.get(), Right.ADMINISTER);
        var outcome = theirs(mailbox.get()).setRights(mailbox.get().info().name(), grant);
        return isOwn(mailbox.get()) ? outcome : seen(name, outcome);
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
