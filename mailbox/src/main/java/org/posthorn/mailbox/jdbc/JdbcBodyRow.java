package org.posthorn.mailbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.segment.RecordPlace;
import org.posthorn.mailbox.store.BodyId;

/// What the row of a body says.
///
/// @param inRow its octets, if the row has them
/// @param place of its record, if it has one; without both it is in chunks
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record JdbcBodyRow(
        BodyId id, long sizeOctets, byte @Nullable [] inRow, Optional<RecordPlace> place) {
    static final String COLUMNS =
            "id, size_octets, octets, segment, segment_position, stored_octets";

    static JdbcBodyRow of(ResultSet row) throws SQLException {
        return new JdbcBodyRow(
                new BodyId(row.getLong(1)), row.getLong(2), row.getBytes(3), place(row, 4));
    }

    /// @param column the first of three
    static Optional<RecordPlace> place(ResultSet row, int column) throws SQLException {
        long segment = row.getLong(column);
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(
                        new RecordPlace(segment, row.getLong(column + 1), row.getLong(column + 2)));
    }
}
