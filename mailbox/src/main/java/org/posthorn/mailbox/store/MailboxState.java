package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// A mailbox's messages at one commit: immutable, in ascending UID order, addressed by index from 0
/// (a message sequence number less one).
///
/// States share their unchanged blocks, so a change of one message in 200,000 copies one block and
/// a list of block references, and comparing two states looks only into blocks that differ. Any
/// number of sessions may hold one.
public final class MailboxState {
    public static final MailboxState EMPTY =
            new MailboxState(List.of(), Uid.FIRST, new ModSequence(1));

    private final MessageBlock[] blocks;

    /// The index of each block's first message, and behind them the number of messages.
    private final int[] starts;

    private final Uid uidNext;
    private final ModSequence highestModSequence;

    private MailboxState(List<MessageBlock> blocks, Uid uidNext, ModSequence highestModSequence) {
        this.blocks = blocks.toArray(MessageBlock[]::new);
        this.uidNext = uidNext;
        this.highestModSequence = highestModSequence;
        starts = new int[blocks.size() + 1];
        for (int b = 0; b < this.blocks.length; b++) {
            starts[b + 1] = starts[b] + this.blocks[b].size();
        }
    }

    /// A mailbox's state from all of its rows in ascending UID order.
    public static MailboxState of(Collection<MessageRow> rows, Uid uidNext, ModSequence highest) {
        return new MailboxState(blocksOf(List.copyOf(rows)), uidNext, highest);
    }

    private static List<MessageBlock> blocksOf(List<MessageRow> rows) {
        var blocks = new ArrayList<MessageBlock>();
        for (int from = 0; from < rows.size(); from += MessageBlock.CAPACITY) {
            blocks.add(
                    new MessageBlock(
                            rows.subList(
                                    from, Math.min(rows.size(), from + MessageBlock.CAPACITY))));
        }
        return blocks;
    }

    /// Builds a state from rows that arrive one by one in ascending UID order.
    public static final class Loading {
        private final List<MessageBlock> blocks = new ArrayList<>();
        private final List<MessageRow> rows = new ArrayList<>(MessageBlock.CAPACITY);

        public void add(MessageRow row) {
            rows.add(row);
            if (rows.size() == MessageBlock.CAPACITY) {
                blocks.add(new MessageBlock(rows));
                rows.clear();
            }
        }

        public MailboxState finish(Uid uidNext, ModSequence highest) {
            if (!rows.isEmpty()) {
                blocks.add(new MessageBlock(rows));
            }
            return new MailboxState(blocks, uidNext, highest);
        }
    }

    public int size() {
        return starts[blocks.length];
    }

    public boolean isEmpty() {
        return blocks.length == 0;
    }

    public Uid uidNext() {
        return uidNext;
    }

    public ModSequence highestModSequence() {
        return highestModSequence;
    }

    public Uid uid(int index) {
        return new Uid(uidValue(index));
    }

    public long uidValue(int index) {
        int b = blockOf(index);
        return blocks[b].uid(index - starts[b]);
    }

    public Flags flags(int index) {
        int b = blockOf(index);
        return blocks[b].flags(index - starts[b]);
    }

    public ModSequence modSequence(int index) {
        int b = blockOf(index);
        return new ModSequence(blocks[b].modSequence(index - starts[b]));
    }

    public MessageRow row(int index) {
        int b = blockOf(index);
        return blocks[b].row(index - starts[b]);
    }

    private int blockOf(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("message " + index + " of " + size());
        }
        int low = 0;
        int high = blocks.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The index of the message with this UID, or -1.
    public int indexOf(Uid uid) {
        int index = lowerBound(uid.value());
        return index < size() && uidValue(index) == uid.value() ? index : -1;
    }

    /// The index of the first message whose UID is `uid` or higher; [#size()] when all are lower.
    public int lowerBound(long uid) {
        int low = 0;
        int high = blocks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks[middle].lastUid() < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == blocks.length ? size() : starts[low] + blocks[low].lowerBound(uid);
    }

    /// Calls `action` with the index of each message in the set, in ascending order.
    public void forEachIn(UidSet uids, IntConsumer action) {
        for (UidSet.Range range : uids.ranges()) {
            int end = range.last() == Uid.MAX_VALUE ? size() : lowerBound(range.last() + 1);
            for (int index = lowerBound(range.first()); index < end; index++) {
                action.accept(index);
            }
        }
    }

    /// The indexes of the messages in the set, in ascending order.
    public int[] indexesIn(UidSet uids) {
        var indexes = IntStream.builder();
        forEachIn(uids, indexes);
        return indexes.build().toArray();
    }

    /// The messages of the set alone.
    public MailboxState only(UidSet uids) {
        var some = new Loading();
        forEachIn(uids, index -> some.add(row(index)));
        return some.finish(uidNext, highestModSequence);
    }

    /// How many messages carry the flag.
    public int count(SystemFlag flag) {
        int count = 0;
        for (MessageBlock block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                count += block.flags(i).has(flag) ? 1 : 0;
            }
        }
        return count;
    }

    /// The keywords that its messages have, without regard to case.
    public SortedSet<String> keywords() {
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (MessageBlock block : blocks) {
            all.addAll(block.keywords());
        }
        return all;
    }

    /// The sum of all messages' sizes.
    public long sizeOctets() {
        long sum = 0;
        for (MessageBlock block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                sum += block.sizeOctets(i);
            }
        }
        return sum;
    }

    /// The state with these counters in place of its own.
    public MailboxState withCounters(Uid newUidNext, ModSequence newHighest) {
        return newUidNext.equals(uidNext) && newHighest.equals(highestModSequence)
                ? this
                : new MailboxState(List.of(blocks), newUidNext, newHighest);
    }

    /// The state with these rows put in: each replaces the row with its UID, or stands between its
    /// neighbours.
    ///
    /// @param rows in ascending UID order
    public MailboxState with(List<MessageRow> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        var changed = new ArrayList<MessageBlock>(blocks.length + 1);
        int next = 0;
        for (int b = 0; b < blocks.length; b++) {
            long limit = b + 1 < blocks.length ? blocks[b + 1].firstUid() : Long.MAX_VALUE;
            int end = next;
            while (end < rows.size() && rows.get(end).uid().value() < limit) {
                end++;
            }
            changed.addAll(merge(blocks[b], rows.subList(next, end)));
            next = end;
        }
        changed.addAll(blocksOf(rows.subList(next, rows.size())));
        return new MailboxState(changed, uidNext, highestModSequence);
    }

    /// The state with another's rows put in as by [#with(List)], and with its counters.
    public MailboxState with(MailboxState changes) {
        return withRowsOf(changes).withCounters(changes.uidNext, changes.highestModSequence);
    }

    /// The state with another's rows put in as by [#with(List)].
    public MailboxState withRowsOf(MailboxState changes) {
        MailboxState all = this;
        for (MessageBlock block : changes.blocks) {
            all = all.with(block.rows());
        }
        return all;
    }

    private static List<MessageBlock> merge(MessageBlock block, List<MessageRow> rows) {
        if (rows.isEmpty()) {
            return List.of(block);
        }
        if (rows.getFirst().uid().value() > block.lastUid()) {
            return append(block, rows);
        }
        var merged = new ArrayList<MessageRow>(block.size() + rows.size());
        int next = 0;
        for (MessageRow row : rows) {
            long uid = row.uid().value();
            while (next < block.size() && block.uid(next) < uid) {
                merged.add(block.row(next));
                next++;
            }
            if (next < block.size() && block.uid(next) == uid) {
                next++;
            }
            merged.add(row);
        }
        while (next < block.size()) {
            merged.add(block.row(next));
            next++;
        }
        return blocksOf(merged);
    }

    /// The block with higher rows behind its own, as far as it has room, and further blocks.
    private static List<MessageBlock> append(MessageBlock block, List<MessageRow> rows) {
        int room = Math.min(rows.size(), MessageBlock.CAPACITY - block.size());
        var blocks = new ArrayList<MessageBlock>();
        blocks.add(room == 0 ? block : block.plus(rows.subList(0, room)));
        blocks.addAll(blocksOf(rows.subList(room, rows.size())));
        return blocks;
    }

    /// The state without the messages of the set.
    public MailboxState without(UidSet uids) {
        var rest = new ArrayList<MessageBlock>(blocks.length);
        for (MessageBlock block : blocks) {
            if (touches(uids, block)) {
                var kept = new ArrayList<>(block.rows());
                kept.removeIf(row -> uids.contains(row.uid().value()));
                addJoined(rest, kept);
            } else {
                rest.add(block);
            }
        }
        return new MailboxState(rest, uidNext, highestModSequence);
    }

    /// Adds what is left of a block, together with the one before it where both are small:
    /// expunging must not leave a mailbox of crumbs.
    private static void addJoined(List<MessageBlock> blocks, List<MessageRow> kept) {
        if (kept.isEmpty()) {
            return;
        }
        if (!blocks.isEmpty()
                && blocks.getLast().size() + kept.size() <= MessageBlock.CAPACITY / 2) {
            blocks.add(blocks.removeLast().plus(kept));
        } else {
            blocks.add(new MessageBlock(kept));
        }
    }

    private static boolean touches(UidSet uids, MessageBlock block) {
        for (UidSet.Range range : uids.ranges()) {
            if (range.first() <= block.lastUid() && range.last() >= block.firstUid()) {
                return true;
            }
        }
        return false;
    }

    /// What a session that knows `older` has not been told: see [MailboxDelta].
    public MailboxDelta since(MailboxState older) {
        return MailboxDelta.between(older, this);
    }

    int blockCount() {
        return blocks.length;
    }

    MessageBlock block(int number) {
        return blocks[number];
    }
}
