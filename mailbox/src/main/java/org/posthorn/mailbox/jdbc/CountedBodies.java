package org.posthorn.mailbox.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;
import org.posthorn.mailbox.store.BodyId;

/// Bodies and how often each is mentioned, in the order of their ids, in which every transaction
/// takes their rows: in another, two could wait for each other.
///
/// There may be as many as a mailbox has messages, so they are kept as bare numbers.
final class CountedBodies implements Iterable<CountedBodies.Mention> {
    /// A body that is mentioned `count` times.
    record Mention(long body, int count) {}

    /// Bodies with consecutive ids.
    record Run(long first, long last) {}

    private final long[] ids;
    private final int[] counts;

    private CountedBodies(long[] ids, int[] counts) {
        this.ids = ids;
        this.counts = counts;
    }

    static CountedBodies of(List<BodyId> mentions) {
        long[] sorted = mentions.stream().mapToLong(BodyId::value).sorted().toArray();
        int[] counts = new int[sorted.length];
        int size = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (size == 0 || sorted[i] != sorted[size - 1]) {
                sorted[size++] = sorted[i];
            }
            counts[size - 1]++;
        }
        return new CountedBodies(Arrays.copyOf(sorted, size), Arrays.copyOf(counts, size));
    }

    boolean isEmpty() {
        return ids.length == 0;
    }

    /// Those whose number in `results`, which are in the same order, is as wanted.
    CountedBodies where(int[] results, IntPredicate wanted) {
        long[] someIds = new long[ids.length];
        int[] someCounts = new int[ids.length];
        int size = 0;
        for (int i = 0; i < ids.length; i++) {
            if (wanted.test(results[i])) {
                someIds[size] = ids[i];
                someCounts[size++] = counts[i];
            }
        }
        return new CountedBodies(Arrays.copyOf(someIds, size), Arrays.copyOf(someCounts, size));
    }

    void addTo(List<BodyId> bodies) {
        for (long id : ids) {
            bodies.add(new BodyId(id));
        }
    }

    List<Run> runs() {
        var runs = new ArrayList<Run>();
        int start = 0;
        for (int i = 1; i <= ids.length; i++) {
            if (i == ids.length || ids[i] != ids[i - 1] + 1) {
                runs.add(new Run(ids[start], ids[i - 1]));
                start = i;
            }
        }
        return runs;
    }

    @Override
    public Iterator<Mention> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < ids.length;
            }

            @Override
            public Mention next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return new Mention(ids[next], counts[next++]);
            }
        };
    }
}
