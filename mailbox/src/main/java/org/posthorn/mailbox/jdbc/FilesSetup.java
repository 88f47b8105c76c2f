package org.posthorn.mailbox.jdbc;

import org.posthorn.mailbox.disk.Disk;

/// Files beside the database.
///
/// @param octets where those of new mail go
/// @param segmentOctets no record of a segment begins behind this
/// @param leastSnapshot of how many messages a mailbox has a snapshot
record FilesSetup(Disk disk, OctetsPlace octets, long segmentOctets, int leastSnapshot) {
    private static final long SEGMENT_OCTETS = 64L << 20;
    private static final int LEAST_SNAPSHOT = 2000;

    static FilesSetup of(Disk disk, OctetsPlace octets) {
        return new FilesSetup(disk, octets, SEGMENT_OCTETS, LEAST_SNAPSHOT);
    }
}
