package org.posthorn.mailbox.store;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// UIDs of as many messages as one change has, four octets each.
public final class UidList extends AbstractList<Uid> implements RandomAccess {
    private final int[] uids;

    private UidList(int[] uids) {
        this.uids = uids;
    }

    /// `count` consecutive UIDs.
    public static List<Uid> from(long first, int count) {
        var uids = new int[count];
        Arrays.setAll(uids, i -> (int) (first + i));
        return new UidList(uids);
    }

    /// Those of a set, each of which is a message's.
    public static List<Uid> of(UidSet set) {
        var uids = new int[Math.toIntExact(set.count())];
        var next = new int[1];
        set.forEach(uid -> {
            uids[next[0]] = (int) uid;
            next[0]++;
        });
        return new UidList(uids);
    }

    /// Those of the selected messages.
    public static List<Uid> of(Selection selection) {
        var uids = new int[selection.size()];
        var next = new int[1];
        selection.forEachUid(uid -> {
            uids[next[0]] = (int) uid;
            next[0]++;
        });
        return new UidList(uids);
    }

    @Override
    public Uid get(int index) {
        return new Uid(Integer.toUnsignedLong(uids[index]));
    }

    @Override
    public int size() {
        return uids.length;
    }
}
