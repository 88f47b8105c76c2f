package org.posthorn.mailbox.store;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// UIDs of as many messages as one change has, four octets each.
final class UidList extends AbstractList<Uid> implements RandomAccess {
    private final int[] uids;

    private UidList(int[] uids) {
        this.uids = uids;
    }

    /// `count` consecutive UIDs.
    static List<Uid> from(long first, int count) {
        var uids = new int[count];
        Arrays.setAll(uids, i -> (int) (first + i));
        return new UidList(uids);
    }

    /// Those of the selected messages.
    static List<Uid> of(Selection selection) {
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
