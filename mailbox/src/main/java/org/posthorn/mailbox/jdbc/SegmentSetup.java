package org.posthorn.mailbox.jdbc;

import org.posthorn.mailbox.disk.Disk;

/// Where segments are, and how large they get.
///
/// @param octets no record begins behind this
record SegmentSetup(Disk disk, long octets) {}
