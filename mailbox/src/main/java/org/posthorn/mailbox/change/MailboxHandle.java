package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.posthorn.mailbox.body.Examination;
import org.posthorn.mailbox.store.AppendOutcome;
import org.posthorn.mailbox.store.CopyOutcome;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.FlagOutcome;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageSummary;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.mailbox.store.Vanished;

/// One opener's hold on a [SharedMailbox].
final class MailboxHandle implements Mailbox {
    private final StoreParts parts;
    private final SharedMailbox shared;
    private final MessageChanges changes;
    private final MessageReads reads;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    MailboxHandle(StoreParts parts, SharedMailbox shared) {
        this.parts = parts;
        this.shared = shared;
        this.changes = new MessageChanges(parts, shared);
        this.reads = new MessageReads(parts, shared);
    }

    @Override
    public MailboxInfo info() {
        return shared.info();
    }

    @Override
    public MailboxState state() {
        return shared.state();
    }

    @Override
    public boolean isDeleted() {
        return shared.isDeleted();
    }

    @Override
    public Uid claimRecent() {
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
        reads.summaries(uids, action);
    }

    @Override
    public Optional<MessageContent> content(Uid uid) {
        return reads.content(uid);
    }

    @Override
    public void contents(UidSet uids, BiConsumer<Uid, MessageContent> action) {
        reads.contents(uids, action);
    }

    @Override
    public boolean holdsSetAside(UidSet uids) {
        return reads.holdsSetAside(uids);
    }

    @Override
    public Vanished expungedSince(ModSequence since) {
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
        var bodies = messages.stream().map(NewMessage::body).toList();
        return parts.care()
                .handle(bodies, () -> changes.append(arriving(messages), info().uidValidity()));
    }

    private List<MessageChanges.Arriving> arriving(List<NewMessage> messages) {
        var arriving = new ArrayList<MessageChanges.Arriving>(messages.size());
        for (NewMessage message : messages) {
            arriving.add(
                    new MessageChanges.Arriving(
                            Examination.of(message.body()),
                            message.flags(),
                            message.internalDate(),
                            parts.storage().newBodyId(),
                            new EmailId(parts.storage().newEmailId())));
        }
        return arriving;
    }

    @Override
    public FlagOutcome changeFlags(
            UidSet uids, FlagChange change, Optional<ModSequence> unchangedSince) {
        return changes.changeFlags(uids, change, unchangedSince);
    }

    @Override
    public UidSet expungeDeleted(UidSet uids) {
        return changes.expunge(uids, row -> row.flags().has(SystemFlag.DELETED));
    }

    @Override
    public UidSet expunge(UidSet uids) {
        return changes.expunge(uids, _ -> true);
    }

    @Override
    public CopyOutcome copyTo(UidSet uids, Mailbox target) {
        return copies(target).copy(uids);
    }

    @Override
    public CopyOutcome moveTo(UidSet uids, Mailbox target) {
        return copies(target).move(uids);
    }

    private Copies copies(Mailbox target) {
        return new Copies(parts, shared, sharedBy(target), target.info().uidValidity());
    }

    private static SharedMailbox sharedBy(Mailbox mailbox) {
        if (mailbox instanceof MailboxHandle handle) {
            return handle.shared;
        }
        throw new IllegalArgumentException("not a mailbox of this store");
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listeners.forEach(shared::removeListener);
            reads.close();
            parts.open().release(shared);
        }
    }
}
