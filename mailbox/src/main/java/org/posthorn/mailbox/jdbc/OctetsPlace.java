package org.posthorn.mailbox.jdbc;

/// Where octets of new mail go.
public enum OctetsPlace {
    /// Append-only files beside the database.
    SEGMENTS,

    /// Rows of the database.
    DATABASE
}
