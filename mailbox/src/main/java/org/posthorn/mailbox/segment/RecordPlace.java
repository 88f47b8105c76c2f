package org.posthorn.mailbox.segment;

/// Where a record is.
///
/// @param segment the number of its file
/// @param position of its header, in octets from the start of the file
/// @param octets from the header to the end of the table
public record RecordPlace(long segment, long position, long octets) {}
