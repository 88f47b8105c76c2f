package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.posthorn.mailbox.inhand.Piece;

/// Reading what a mailbox's messages hold. Takes no lock: rows of a state do not change but for
/// their flags.
///
/// Nothing of the storage is held while the reader's action runs, which may wait for a slow client.
final class MessageReads implements AutoCloseable {
    private static final int SUMMARY_BATCH = 256;
    private static final int CONTENT_BATCH = 64;

    /// How large the messages are together of which summaries are loaded at once, unless it is a
    /// single one: a summary is at most about as large as its message, and a stranger may have sent
    /// it.
    private static final long BATCH_OCTETS = 2L << 20;

    /// A body up to this size is read at once; a larger one chunk by chunk, while a pin keeps it.
    private static final long WHOLE_OCTETS = 2L * BodyRows.CHUNK_OCTETS;

    private final StoreParts parts;
    private final SharedMailbox mailbox;
    private final List<BodyId> pinned = new ArrayList<>();

    MessageReads(StoreParts parts, SharedMailbox mailbox) {
        this.parts = parts;
        this.mailbox = mailbox;
    }

    void summaries(UidSet uids, Consumer<MessageSummary> action) {
        var batch = new ArrayList<MessageRow>();
        long[] octets = {0};
        Selection.of(mailbox.state(), uids)
                .forEachSlice(
                        SUMMARY_BATCH,
                        rows -> {
                            for (MessageRow row : rows) {
                                batch.add(row);
                                octets[0] += row.sizeOctets();
                                if (octets[0] >= BATCH_OCTETS || batch.size() == SUMMARY_BATCH) {
                                    batchSummaries(List.copyOf(batch), action);
                                    batch.clear();
                                    octets[0] = 0;
                                }
                            }
                        });
        if (!batch.isEmpty()) {
            batchSummaries(batch, action);
        }
    }

    private void batchSummaries(List<MessageRow> rows, Consumer<MessageSummary> action) {
        var messages = parts.storage().reading(tx -> StoredMessages.of(tx, mailbox.id(), rows));
        messages.removeIf(this::isSetAside);
        var parsed = parsed(messages);
        for (StoredMessage message : messages) {
            byte[] encoded = parsed.get(message.row().body());
            if (encoded != null) {
                action.accept(carefully(message, () -> summary(message, encoded)));
            }
        }
    }

    private boolean isSetAside(StoredMessage message) {
        return parts.inHand().isSetAside(piece(message.row().body()));
    }

    private static Piece piece(BodyId body) {
        return Piece.stored(body.value());
    }

    /// Does what a hostile message might make the last that the process does.
    private <T> T carefully(StoredMessage message, Supplier<T> work) {
        try (var held = parts.inHand().take(piece(message.row().body()))) {
            T result = work.get();
            held.well();
            return result;
        }
    }

    boolean holdsSetAside(UidSet uids) {
        if (!parts.inHand().isAnySetAside()) {
            return false;
        }
        MailboxState state = mailbox.state();
        boolean[] found = {false};
        state.forEachIn(
                uids,
                index -> found[0] |= parts.inHand().isSetAside(piece(state.row(index).body())));
        return found[0];
    }

    private Map<BodyId, byte[]> parsed(List<StoredMessage> messages) {
        return parts.parsedCache()
                .get(
                        messages.stream().map(message -> message.row().body()).toList(),
                        missing -> parts.storage().reading(tx -> tx.bodies().parsed(missing)));
    }

    private MessageSummary summary(StoredMessage message, byte[] encoded) {
        return new MessageSummary(
                message.row().uid(),
                "M" + Long.toString(message.emailId(), Character.MAX_RADIX),
                "T" + Long.toUnsignedString(message.threadId(), Character.MAX_RADIX),
                message.saveDate(),
                parts.decode(encoded).withHeaderOnTop(message.deliveryHeaderOctets()));
    }

    Optional<MessageContent> content(Uid uid) {
        if (mailbox.state().indexOf(uid) < 0) {
            return Optional.empty();
        }
        var found = parts.storage().reading(tx -> tx.messages().find(mailbox.id(), uid));
        return found.flatMap(this::content);
    }

    private Optional<MessageContent> content(StoredMessage message) {
        if (isSetAside(message)) {
            throw new SetAsideException(piece(message.row().body()));
        }
        return carefully(
                message,
                () -> message.bodyOctets() <= WHOLE_OCTETS ? whole(message) : pinned(message));
    }

    private Optional<MessageContent> whole(StoredMessage message) {
        var body = message.row().body();
        var first = parts.storage().reading(tx -> tx.bodies().chunk(body, 0));
        var second =
                message.bodyOctets() <= BodyRows.CHUNK_OCTETS
                        ? new byte[0]
                        : parts.storage().reading(tx -> tx.bodies().chunk(body, 1));
        return first.length + second.length == message.bodyOctets()
                ? Optional.of(HeapContent.of(message, first, second))
                : Optional.empty();
    }

    private Optional<MessageContent> pinned(StoredMessage message) {
        var body = message.row().body();
        if (!parts.pins().pin(body)) {
            return Optional.empty();
        }
        synchronized (pinned) {
            pinned.add(body);
        }
        // It may have been expunged before the pin; published states say so in time.
        return mailbox.state().indexOf(message.row().uid()) < 0
                ? Optional.empty()
                : Optional.of(new ChunkedContent(parts.storage(), message));
    }

    void contents(UidSet uids, BiConsumer<Uid, MessageContent> action) {
        Selection.of(mailbox.state(), uids)
                .forEachSlice(CONTENT_BATCH, batch -> batchContents(batch, action));
    }

    private record Batch(List<StoredMessage> messages, Map<BodyId, byte[]> firstChunks) {}

    private void batchContents(List<MessageRow> rows, BiConsumer<Uid, MessageContent> action) {
        var batch =
                parts.storage()
                        .reading(tx -> {
                            var found = StoredMessages.of(tx, mailbox.id(), rows);
                            found.removeIf(this::isSetAside);
                            return new Batch(found, tx.bodies().firstChunks(small(found)));
                        });
        for (StoredMessage message : batch.messages()) {
            byte[] chunk = batch.firstChunks().get(message.row().body());
            Optional<? extends MessageContent> content =
                    chunk != null
                            ? Optional.of(HeapContent.of(message, chunk, new byte[0]))
                            : content(message.row().uid());
            if (content.isPresent()) {
                carefully(
                        message,
                        () -> {
                            action.accept(message.row().uid(), content.get());
                            return true;
                        });
            }
        }
    }

    private static List<BodyId> small(List<StoredMessage> messages) {
        return messages.stream()
                .filter(message -> message.bodyOctets() <= BodyRows.CHUNK_OCTETS)
                .map(message -> message.row().body())
                .toList();
    }

    @Override
    public void close() {
        List<BodyId> unpinned;
        synchronized (pinned) {
            unpinned = List.copyOf(pinned);
            pinned.clear();
        }
        parts.pins().unpin(unpinned);
    }
}
