package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.posthorn.mailbox.body.Examination;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.store.AppendOutcome;
import org.posthorn.mailbox.store.CopyOutcome;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.FlagOutcome;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageSummary;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.mailbox.store.Vanished;
import org.posthorn.mailbox.tree.Reached;

/// One opener's hold on a [SharedMailbox].
final class MailboxHandle implements Mailbox {
    private final StoreParts parts;
    private final SharedMailbox shared;
    private final AccountId viewer;
    private final AccountId owner;
    private final MailboxName name;

    /// Whether its opener could read it in the beginning.
    private final boolean readable;

    private final MessageReads reads;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param reached as its opener did
    MailboxHandle(StoreParts parts, SharedMailbox shared, Reached reached, AccountId viewer) {
        this.parts = parts;
        this.shared = shared;
        this.viewer = viewer;
        this.owner = reached.owner();
        this.name = reached.name();
        this.readable = reached.may(Right.READ);
        this.reads = new MessageReads(parts, shared);
    }

    private boolean isOwner() {
        return viewer.equals(owner);
    }

    /// What the opener may do now.
    private Access access() {
        return new Access(viewer, owner, rights());
    }

    /// @throws NoRightException when it has not got all of these
    private Access accessWith(Right... wanted) {
        var access = access();
        access.require(wanted);
        return access;
    }

    @Override
    public MailboxInfo info() {
        var info = shared.info();
        return isOwner() ? info : new MailboxInfo(info.id(), name, info.uidValidity(), Set.of());
    }

    @Override
    public Rights rights() {
        return isOwner() ? Rights.ALL : parts.grants().rights(viewer, shared.id());
    }

    @Override
    public MailboxState state() {
        var access = access();
        return access.may(Right.READ) ? shared.state(access) : MailboxState.EMPTY;
    }

    @Override
    public boolean isDeleted() {
        return shared.isDeleted() || (readable && !rights().has(Right.READ));
    }

    @Override
    public Uid claimRecent() {
        if (!isOwner()) {
            return state().uidNext();
        }
        shared.lock().lock();
        try {
            Uid floor = shared.recentFloor();
            Uid next = shared.state().uidNext();
            if (floor.compareTo(next) < 0) {
                shared.setRecentFloor(next);
                parts.recentFloors().raise(shared, next);
            }
            return floor;
        } finally {
            shared.lock().unlock();
        }
    }

    @Override
    public void onChange(Runnable wake) {
        listeners.add(wake);
        shared.addListener(wake);
    }

    @Override
    public void summaries(UidSet uids, Consumer<MessageSummary> action) {
        accessWith(Right.READ);
        reads.summaries(uids, action);
    }

    @Override
    public Optional<MessageContent> content(Uid uid) {
        accessWith(Right.READ);
        return reads.content(uid);
    }

    @Override
    public void contents(UidSet uids, BiConsumer<Uid, MessageContent> action) {
        accessWith(Right.READ);
        reads.contents(uids, action);
    }

    @Override
    public boolean holdsSetAside(UidSet uids) {
        accessWith(Right.READ);
        return reads.holdsSetAside(uids);
    }

    @Override
    public Vanished expungedSince(ModSequence since) {
        accessWith(Right.READ);
        return parts.storage()
                .reading(tx -> {
                    var uids = tx.expunged().since(shared.id(), since);
                    // Asked for last: what is forgotten meanwhile is forgotten then.
                    var forgotten = tx.mailboxes().forgottenUpTo(shared.id());
                    return new Vanished(uids, forgotten.compareTo(since) <= 0);
                });
    }

    @Override
    public AppendOutcome append(List<NewMessage> messages) {
        var changes = changes(accessWith(Right.INSERT));
        var bodies = messages.stream().map(NewMessage::body).toList();
        return parts.care().handle(bodies, () -> append(changes, messages));
    }

    private AppendOutcome append(MessageChanges changes, List<NewMessage> messages) {
        var arriving = new ArrayList<MessageChanges.Arriving>(messages.size());
        try {
            messages.forEach(message -> arriving.add(arriving(message)));
            return changes.append(arriving, info().uidValidity());
        } finally {
            arriving.forEach(each -> each.body().close());
        }
    }

    private MessageChanges.Arriving arriving(NewMessage message) {
        var examined = Examination.of(message.body());
        return new MessageChanges.Arriving(
                examined,
                message.flags(),
                message.internalDate(),
                parts.storage().octets().keep(parts.storage().newBodyId(), examined),
                new EmailId(parts.storage().newEmailId()));
    }

    @Override
    public FlagOutcome changeFlags(
            UidSet uids, FlagChange change, Optional<ModSequence> unchangedSince) {
        return changes(accessWith(Right.READ)).changeFlags(uids, change, unchangedSince);
    }

    @Override
    public UidSet expungeDeleted(UidSet uids) {
        return changes(accessWith(Right.READ, Right.EXPUNGE))
                .expunge(uids, row -> row.flags().has(SystemFlag.DELETED));
    }

    @Override
    public UidSet expunge(UidSet uids) {
        return changes(accessWith(Right.READ, Right.EXPUNGE)).expunge(uids, _ -> true);
    }

    @Override
    public CopyOutcome copyTo(UidSet uids, Mailbox target) {
        return copies(accessWith(Right.READ), target).copy(uids);
    }

    /// The rights are those of RFC 6851 section 4.2.
    @Override
    public CopyOutcome moveTo(UidSet uids, Mailbox target) {
        var access = accessWith(Right.READ, Right.DELETE_MESSAGES, Right.EXPUNGE);
        return copies(access, target).move(uids);
    }

    private MessageChanges changes(Access access) {
        return new MessageChanges(parts, shared, access);
    }

    private Copies copies(Access access, Mailbox target) {
        if (!(target instanceof MailboxHandle other)) {
            throw new IllegalArgumentException("not a mailbox of this store");
        }
        var targetAccess = other.accessWith(Right.INSERT);
        return new Copies(
                parts,
                new CopyRoute(
                        shared, access, other.shared, targetAccess, target.info().uidValidity()));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listeners.forEach(shared::removeListener);
            reads.close();
            if (!isOwner()) {
                shared.release(viewer);
            }
            parts.open().release(shared);
        }
    }
}
