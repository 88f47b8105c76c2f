package org.posthorn.mailbox.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Up to [#CAPACITY] consecutive messages of a mailbox as columns. Never changed once built; never
/// empty.
final class MessageBlock {
    static final int CAPACITY = 256;

    private final int[] uids;
    private final Flags[] flags;
    private final long[] modSequences;
    private final long[] sizes;
    private final long[] internalDates;
    private final long[] bodies;

    /// Without repetition, once somebody has asked; whoever computes it finds the same.
    private volatile @Nullable List<String> keywords;

    MessageBlock(List<MessageRow> rows) {
        this(rows.size());
        put(0, rows);
    }

    private MessageBlock(int size) {
        uids = new int[size];
        flags = new Flags[size];
        modSequences = new long[size];
        sizes = new long[size];
        internalDates = new long[size];
        bodies = new long[size];
    }

    private void put(int from, List<MessageRow> rows) {
        int i = from;
        for (MessageRow row : rows) {
            uids[i] = (int) row.uid().value();
            flags[i] = row.flags();
            modSequences[i] = row.modSequence().value();
            sizes[i] = row.sizeOctets();
            internalDates[i] = row.internalDate().getEpochSecond();
            bodies[i] = row.body().value();
            i++;
        }
    }

    /// A block with these rows, whose UIDs are higher, behind those of this.
    MessageBlock plus(List<MessageRow> rows) {
        int size = size();
        var longer = new MessageBlock(size + rows.size());
        System.arraycopy(uids, 0, longer.uids, 0, size);
        System.arraycopy(flags, 0, longer.flags, 0, size);
        System.arraycopy(modSequences, 0, longer.modSequences, 0, size);
        System.arraycopy(sizes, 0, longer.sizes, 0, size);
        System.arraycopy(internalDates, 0, longer.internalDates, 0, size);
        System.arraycopy(bodies, 0, longer.bodies, 0, size);
        longer.put(size, rows);
        return longer;
    }

    int size() {
        return uids.length;
    }

    long uid(int i) {
        return Integer.toUnsignedLong(uids[i]);
    }

    long firstUid() {
        return uid(0);
    }

    long lastUid() {
        return uid(uids.length - 1);
    }

    Flags flags(int i) {
        return flags[i];
    }

    /// The keywords of its messages, without regard to case.
    List<String> keywords() {
        List<String> known = keywords;
        if (known == null) {
            var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (Flags of : flags) {
                all.addAll(of.keywords());
            }
            known = List.copyOf(all);
            keywords = known;
        }
        return known;
    }

    long modSequence(int i) {
        return modSequences[i];
    }

    long sizeOctets(int i) {
        return sizes[i];
    }

    MessageRow row(int i) {
        return new MessageRow(
                new Uid(uid(i)),
                flags[i],
                new ModSequence(modSequences[i]),
                sizes[i],
                Instant.ofEpochSecond(internalDates[i]),
                new BodyId(bodies[i]));
    }

    List<MessageRow> rows() {
        var rows = new MessageRow[size()];
        Arrays.setAll(rows, this::row);
        return List.of(rows);
    }

    /// The place of the first message whose UID is `uid` or higher; [#size()] when all are lower.
    int lowerBound(long uid) {
        int low = 0;
        int high = uids.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (uid(middle) < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
