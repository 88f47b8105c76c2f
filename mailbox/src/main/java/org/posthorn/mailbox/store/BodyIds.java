package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Ids of bodies, as many as one change has messages, eight octets each.
final class BodyIds {
    /// How many a storage is given at a time.
    private static final int SLICE = 500;

    private long[] ids = new long[16];
    private int size;

    void add(BodyId body) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size] = body.value();
        size++;
    }

    /// The ids in ascending order, in which every transaction takes bodies' rows, some at a time.
    void forEachSlice(Consumer<List<BodyId>> action) {
        Arrays.sort(ids, 0, size);
        for (int from = 0; from < size; from += SLICE) {
            int to = Math.min(size, from + SLICE);
            var slice = new ArrayList<BodyId>(to - from);
            for (int i = from; i < to; i++) {
                slice.add(new BodyId(ids[i]));
            }
            action.accept(slice);
        }
    }

    /// Whether it is there, if all were added in ascending order.
    boolean containsAscending(BodyId body) {
        return Arrays.binarySearch(ids, 0, size, body.value()) >= 0;
    }
}
