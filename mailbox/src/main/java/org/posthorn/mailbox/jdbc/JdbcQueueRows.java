package org.posthorn.mailbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.OptionsText;
import org.posthorn.mailbox.outbound.OutboundQueue.Destination;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.rows.QueueRows;
import org.posthorn.mailbox.store.BodyId;

final class JdbcQueueRows implements QueueRows {
    private static final Object[] NOBODY = {JdbcTransaction.Null.TEXT, JdbcTransaction.Null.NUMBER};

    private final JdbcTransaction tx;
    private final InstantSource clock;

    /// @param clock the database's: an embedded one runs in this process and has its clock
    JdbcQueueRows(JdbcTransaction tx, InstantSource clock) {
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static long millis(Instant moment) {
        return moment.equals(Instant.MAX) ? Long.MAX_VALUE : moment.toEpochMilli();
    }

    private static Instant moment(long millis) {
        return millis == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(millis);
    }

    @Override
    public void insert(List<QueueEntry> entries) {
        tx.updateEach(
                """
                INSERT INTO queue (id, message, body_id, sender, recipient, size_octets, arrived,
                    options, destination, due, attempts, reply, delay_told, node, epoch)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entries,
                JdbcQueueRows::values);
    }

    private static Object[] values(QueueEntry entry) {
        var envelope = entry.envelope();
        return new Object[] {
            entry.id().value(),
            envelope.id(),
            entry.body().value(),
            envelope.sender(),
            entry.recipient(),
            envelope.sizeOctets(),
            envelope.arrived().toEpochMilli(),
            OptionsText.of(envelope.options(), entry.options()),
            entry.destination(),
            millis(entry.due()),
            entry.attempts(),
            entry.reply(),
            entry.delayTold(),
            entry.claimant().<Object>map(Claimant::node).orElse(NOBODY[0]),
            entry.claimant().<Object>map(Claimant::epoch).orElse(NOBODY[1])
        };
    }

    private static QueueEntry entry(ResultSet row) throws SQLException {
        String options = row.getString(8);
        String node = row.getString(14);
        long epoch = row.getLong(15);
        return new QueueEntry(
                new QueueId(row.getLong(1)),
                new Envelope(
                        row.getString(2),
                        row.getString(4),
                        row.getLong(6),
                        Instant.ofEpochMilli(row.getLong(7)),
                        OptionsText.message(options)),
                new BodyId(row.getLong(3)),
                row.getString(5),
                OptionsText.recipient(options),
                row.getString(9),
                moment(row.getLong(10)),
                row.getInt(11),
                row.getString(12),
                row.getBoolean(13),
                node == null ? Optional.empty() : Optional.of(new Claimant(node, epoch)));
    }

    /// A query for each: the index is entered once for a destination, however many entries wait in
    /// it.
    @Override
    public List<Destination> destinations(String after, int most) {
        var found = new ArrayList<Destination>();
        Optional<Destination> next = next(after);
        while (next.isPresent() && found.size() < most) {
            found.add(next.get());
            next = next(next.get().name());
        }
        return found;
    }

    private Optional<Destination> next(String after) {
        return tx.first(
                """
                SELECT destination, due FROM queue --DERBY-PROPERTIES index=queue_due
                WHERE destination > ? ORDER BY destination, due FETCH FIRST 1 ROWS ONLY
                """,
                row -> new Destination(row.getString(1), moment(row.getLong(2))),
                after);
    }

    @Override
    public List<QueueEntry> due(String destination, Instant at, int most) {
        return tx.list(
                """
                SELECT id, message, body_id, sender, recipient, size_octets, arrived, options,
                    destination, due, attempts, reply, delay_told, node, epoch
                FROM queue --DERBY-PROPERTIES index=queue_due
                WHERE destination = ? AND due <= ? ORDER BY due FETCH FIRST ? ROWS ONLY
                """,
                JdbcQueueRows::entry,
                destination,
                millis(at),
                most);
    }

    @Override
    public List<QueueEntry> claim(List<QueueEntry> entries, Claimant claimant, Instant end) {
        int[] rows =
                tx.updateEach(
                        "UPDATE queue SET due = ?, node = ?, epoch = ? WHERE id = ? AND due = ?",
                        entries,
                        entry ->
                                new Object[] {
                                    millis(end),
                                    claimant.node(),
                                    claimant.epoch(),
                                    entry.id().value(),
                                    millis(entry.due())
                                });
        var claimed = new ArrayList<QueueEntry>(entries.size());
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == 1) {
                claimed.add(entries.get(i).claimed(claimant, end));
            }
        }
        return claimed;
    }

    @Override
    public List<QueueId> renew(List<QueueId> entries, Claimant claimant, Instant end) {
        int[] rows =
                tx.updateEach(
                        "UPDATE queue SET due = ? WHERE id = ? AND node = ? AND epoch = ?",
                        entries,
                        entry ->
                                new Object[] {
                                    millis(end), entry.value(), claimant.node(), claimant.epoch()
                                });
        var held = new ArrayList<QueueId>(entries.size());
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == 1) {
                held.add(entries.get(i));
            }
        }
        return held;
    }

    @Override
    public void release(List<QueueId> entries, Claimant claimant, Instant due) {
        tx.updateEach(
                """
                UPDATE queue SET due = ?, node = NULL, epoch = NULL
                WHERE id = ? AND node = ? AND epoch = ?
                """,
                entries,
                entry ->
                        new Object[] {
                            millis(due), entry.value(), claimant.node(), claimant.epoch()
                        });
    }

    @Override
    public int delete(List<QueueId> entries, Claimant claimant) {
        return sum(
                tx.updateEach(
                        "DELETE FROM queue WHERE id = ? AND node = ? AND epoch = ?",
                        entries,
                        entry -> new Object[] {entry.value(), claimant.node(), claimant.epoch()}));
    }

    @Override
    public int postpone(List<QueueEntry> entries, Claimant claimant) {
        return sum(
                tx.updateEach(
                        """
                        UPDATE queue SET destination = ?, due = ?, attempts = ?, reply = ?,
                            delay_told = ?, node = NULL, epoch = NULL
                        WHERE id = ? AND node = ? AND epoch = ?
                        """,
                        entries,
                        entry ->
                                new Object[] {
                                    entry.destination(),
                                    millis(entry.due()),
                                    entry.attempts(),
                                    entry.reply(),
                                    entry.delayTold(),
                                    entry.id().value(),
                                    claimant.node(),
                                    claimant.epoch()
                                }));
    }

    private static int sum(int[] rows) {
        int sum = 0;
        for (int each : rows) {
            sum += each;
        }
        return sum;
    }

    @Override
    public boolean remove(QueueId entry) {
        return tx.update("DELETE FROM queue WHERE id = ?", entry.value()) == 1;
    }

    @Override
    public boolean reschedule(QueueId entry, Instant seen, Instant due) {
        return tx.update(
                        """
                        UPDATE queue SET due = ?, node = NULL, epoch = NULL
                        WHERE id = ? AND due = ?
                        """,
                        millis(due),
                        entry.value(),
                        millis(seen))
                == 1;
    }

    @Override
    public boolean reschedule(QueueId entry, Instant due) {
        return tx.update(
                        "UPDATE queue SET due = ?, node = NULL, epoch = NULL WHERE id = ?",
                        millis(due),
                        entry.value())
                == 1;
    }

    @Override
    public Optional<QueueEntry> find(QueueId entry) {
        return tx.first(
                """
                SELECT id, message, body_id, sender, recipient, size_octets, arrived, options,
                    destination, due, attempts, reply, delay_told, node, epoch
                FROM queue --DERBY-PROPERTIES constraint=queue_key
                WHERE id = ?
                """,
                JdbcQueueRows::entry,
                entry.value());
    }

    @Override
    public List<QueueEntry> after(long id, int most) {
        return tx.list(
                """
                SELECT id, message, body_id, sender, recipient, size_octets, arrived, options,
                    destination, due, attempts, reply, delay_told, node, epoch
                FROM queue --DERBY-PROPERTIES constraint=queue_key
                WHERE id > ? ORDER BY id FETCH FIRST ? ROWS ONLY
                """,
                JdbcQueueRows::entry,
                id,
                most);
    }
}
