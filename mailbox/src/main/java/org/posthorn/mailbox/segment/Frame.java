package org.posthorn.mailbox.segment;

/// A part of a record.
///
/// @param position of its first octet, from the record's start
/// @param stored how many octets it has in the file
/// @param length how many octets it stands for; the same where it is not compressed
/// @param checksum CRC-32C of what is in the file
record Frame(long position, int stored, int length, int checksum) {
    boolean isCompressed() {
        return stored < length;
    }
}
