package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.rows.DeliveryLogRows;
import org.posthorn.mailbox.rows.DeliveryLogRows.Part;
import org.posthorn.mailbox.store.BodyId;

/// All that waits to go elsewhere, and all that the delivery log says.
///
/// @param log how often each thing is said, whatever pieces it is in
record SeenOutbound(List<Waiting> queue, Map<DeliveryEvent, Integer> log) {
    /// One recipient, with what is sent to it.
    record Waiting(QueueEntry entry, long checksum) {}

    static SeenOutbound of(OpenStore store) {
        return new SeenOutbound(
                waiting(store.mail().outbound()),
                store.storage().mail().reading(tx -> log(tx.deliveryLog())));
    }

    private static List<Waiting> waiting(OutboundQueue queue) {
        var waiting = new ArrayList<Waiting>();
        var checksums = new HashMap<BodyId, Long>();
        for (QueueEntry entry : queue.list(0, 1000)) {
            long checksum =
                    checksums.computeIfAbsent(entry.body(), _ -> checksum(queue.open(entry)));
            waiting.add(new Waiting(entry, checksum));
        }
        return waiting;
    }

    private static long checksum(InputStream octets) {
        var checksum = new CRC32C();
        try (octets) {
            checksum.update(octets.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum.getValue();
    }

    private static Map<DeliveryEvent, Integer> log(DeliveryLogRows rows) {
        var log = new HashMap<DeliveryEvent, Integer>();
        for (Part part : Part.values()) {
            for (int day : rows.days(part)) {
                for (var keys : rows.keys(part, day, 0, 100_000)) {
                    byte[] octets = rows.octets(keys.place()).orElseThrow();
                    LogPiece.events(octets).forEach(event -> log.merge(event, 1, Integer::sum));
                }
            }
        }
        return log;
    }

    /// What is alike where the same was done at two times: see [SeenState#likeness].
    void likeness(StringBuilder text) {
        for (Waiting waiting : queue) {
            QueueEntry entry = waiting.entry;
            text.append(entry.envelope()).append(' ').append(entry.recipient()).append(' ');
            text.append(entry.options().originalRecipient()).append(' ');
            text.append(entry.destination()).append(' ').append(entry.isHeld()).append(' ');
            text.append(entry.attempts()).append(' ').append(entry.reply()).append(' ');
            text.append(entry.delayTold()).append(' ').append(entry.claimant()).append(' ');
            text.append(waiting.checksum).append('\n');
        }
        var sorted = new TreeMap<String, Integer>();
        log.forEach((event, count) -> sorted.put(event.toString(), count));
        sorted.forEach((event, count) -> text.append(event).append(' ').append(count).append('\n'));
    }
}
