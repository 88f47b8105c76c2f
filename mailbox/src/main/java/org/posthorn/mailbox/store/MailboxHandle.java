package org.posthorn.mailbox.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

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
        return SharedMailbox.changing(
                List.of(shared),
                () -> {
                    Uid floor = shared.recentFloor();
                    Uid next = shared.current().uidNext();
                    if (floor.compareTo(next) < 0) {
                        shared.setRecentFloor(next);
                        parts.recentFloors().raise(shared, next);
                    }
                    return floor;
                });
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
    public UidSet expungedSince(ModSequence since) {
        return parts.storage().reading(tx -> tx.messages().expungedSince(shared.id(), since));
    }

    @Override
    public AppendOutcome append(List<NewMessage> messages) {
        var bodies = messages.stream().map(NewMessage::body).toList();
        return parts.care().handle(bodies, () -> changes.append(messages));
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
        return new CopyChange(shared, sharedBy(target)).copy(uids);
    }

    @Override
    public CopyOutcome moveTo(UidSet uids, Mailbox target) {
        return new CopyChange(shared, sharedBy(target)).move(uids);
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
