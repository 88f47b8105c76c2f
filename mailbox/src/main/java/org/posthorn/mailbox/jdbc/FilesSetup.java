package org.posthorn.mailbox.jdbc;

import org.posthorn.mailbox.disk.Disk;
import org.posthorn.mailbox.segment.BusyProcessor;
import org.posthorn.mailbox.segment.Packing;

/// Files beside the database.
///
/// @param octets where those of new mail go
/// @param segmentOctets no record of a segment begins behind this
/// @param leastSnapshot of how many messages a mailbox has a snapshot
/// @param packing when frames of segments are compressed
record FilesSetup(
        Disk disk,
        OctetsPlace octets,
        long segmentOctets,
        int leastSnapshot,
        Packing.Choice packing) {
    private static final long SEGMENT_OCTETS = 64L << 20;
    private static final int LEAST_SNAPSHOT = 2000;

    static FilesSetup of(Disk disk, OctetsPlace octets) {
        return new FilesSetup(disk, octets, SEGMENT_OCTETS, LEAST_SNAPSHOT, new BusyProcessor());
    }
}
