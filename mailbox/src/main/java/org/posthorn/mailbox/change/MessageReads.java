package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.posthorn.mailbox.body.HeapContent;
import org.posthorn.mailbox.body.PartedContent;
import org.posthorn.mailbox.inhand.Piece;
import org.posthorn.mailbox.mime.ParsedMessage;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageSummary;
import org.posthorn.mailbox.store.Selection;
import org.posthorn.mailbox.store.SetAsideException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// Reading what a mailbox's messages hold. Takes no lock: rows of a state do not change but for
/// their flags.
///
/// What was asked for lately is not read again. Nothing of the storage is held while the reader's
/// action runs, which may wait for a slow client.
final class MessageReads implements AutoCloseable {
    private static final int SUMMARY_BATCH = 256;
    private static final int CONTENT_BATCH = 64;

    /// How large the messages are together of which summaries are loaded at once, unless it is a
    /// single one: a summary is at most about as large as its message, and a stranger may have sent
    /// it.
    private static final long BATCH_OCTETS = 2L << 20;

    /// A body up to this size is read with others.
    private static final long BATCHED_OCTETS = 32 * 1024;

    /// A body up to this size is read at once; a larger one part by part, while a pin keeps it.
    private static final long WHOLE_OCTETS = 64 * 1024;

    private final StoreParts parts;
    private final SharedMailbox mailbox;
    private final Summaries summaries;
    private final List<BodyId> pinned = new ArrayList<>();

    MessageReads(StoreParts parts, SharedMailbox mailbox) {
        this.parts = parts;
        this.mailbox = mailbox;
        this.summaries = new Summaries(parts);
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
        Processor.letOthersRun();
        var messages = messages(rows);
        messages.removeIf(this::isSetAside);
        var parsed = summaries.encoded(messages);
        for (StoredMessage message : messages) {
            byte[] encoded = parsed.get(message.row().body());
            if (encoded != null) {
                action.accept(carefully(message, () -> summary(message, encoded)));
            }
        }
    }

    /// Whole rows in the same order; those that are gone are left out.
    private List<StoredMessage> messages(List<MessageRow> rows) {
        var found = new ArrayList<StoredMessage>(rows.size());
        var missing = new ArrayList<MessageRow>();
        for (MessageRow row : rows) {
            StoredMessage known = parts.cache().row(mailbox.id(), row.uid());
            if (known == null) {
                missing.add(row);
            } else {
                found.add(known);
            }
        }
        if (missing.isEmpty()) {
            return found;
        }
        var read = parts.storage().reading(tx -> StoredMessages.of(tx, mailbox.id(), missing));
        read.forEach(message -> parts.cache().keepRow(mailbox.id(), message));
        return found.isEmpty() ? read : inOrder(rows, found, read);
    }

    private static List<StoredMessage> inOrder(
            List<MessageRow> rows, List<StoredMessage> some, List<StoredMessage> others) {
        Map<Uid, StoredMessage> all = HashMap.newHashMap(rows.size());
        some.forEach(message -> all.put(message.row().uid(), message));
        others.forEach(message -> all.put(message.row().uid(), message));
        var ordered = new ArrayList<StoredMessage>(all.size());
        for (MessageRow row : rows) {
            StoredMessage message = all.get(row.uid());
            if (message != null) {
                ordered.add(message);
            }
        }
        return ordered;
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

    private MessageSummary summary(StoredMessage message, byte[] encoded) {
        ParsedMessage parsed = summaries.decode(message, encoded);
        return new MessageSummary(
                message.row().uid(),
                message.emailId(),
                message.threadId(),
                message.saveDate(),
                parsed.withHeaderOnTop(message.deliveryHeaderOctets()));
    }

    Optional<MessageContent> content(Uid uid) {
        MailboxState state = mailbox.state();
        int index = state.indexOf(uid);
        if (index < 0) {
            return Optional.empty();
        }
        return messages(List.of(state.row(index))).stream().findFirst().flatMap(this::content);
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
        byte[] octets = octets(List.of(message)).get(message.row().body());
        return octets == null ? Optional.empty() : whole(message, octets);
    }

    private static Optional<MessageContent> whole(StoredMessage message, byte[] octets) {
        return octets.length == message.bodyOctets()
                ? Optional.of(HeapContent.of(message, octets))
                : Optional.empty();
    }

    private Map<BodyId, byte[]> octets(List<StoredMessage> messages) {
        return parts.cache()
                .octets(
                        messages.stream().map(message -> message.row().body()).toList(),
                        missing -> parts.storage().octets().whole(missing));
    }

    private Optional<MessageContent> pinned(StoredMessage message) {
        var body = message.row().body();
        synchronized (pinned) {
            pinned.add(body);
        }
        parts.pins().pin(body);
        // It may have been expunged before the pin, and its body long ago.
        return mailbox.state().indexOf(message.row().uid()) < 0
                ? Optional.empty()
                : parts.storage().octets().open(body).map(open -> new PartedContent(open, message));
    }

    void contents(UidSet uids, BiConsumer<Uid, MessageContent> action) {
        Selection.of(mailbox.state(), uids)
                .forEachSlice(CONTENT_BATCH, batch -> batchContents(batch, action));
    }

    private void batchContents(List<MessageRow> rows, BiConsumer<Uid, MessageContent> action) {
        Processor.letOthersRun();
        var messages = messages(rows);
        messages.removeIf(this::isSetAside);
        var small =
                messages.stream()
                        .filter(message -> message.bodyOctets() <= BATCHED_OCTETS)
                        .toList();
        var found = octets(small);
        for (StoredMessage message : messages) {
            byte[] octets = found.get(message.row().body());
            Optional<? extends MessageContent> content =
                    octets == null ? content(message.row().uid()) : whole(message, octets);
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
