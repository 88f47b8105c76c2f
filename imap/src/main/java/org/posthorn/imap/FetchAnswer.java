package org.posthorn.imap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.response.FetchWriter;
import org.posthorn.imap.section.UnknownEncodingException;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageSummary;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// The FETCH responses of one command.
///
/// Flags come from memory; the rest is read in batches, so that a FETCH of everything holds no
/// message, and summaries only where the content is read too: those of a few large messages or of
/// many small ones, because a summary may be as large as its message, and a stranger may have sent
/// it.
final class FetchAnswer {
    private static final int BATCH = 128;

    /// How large messages with content are together in a batch, unless it is a single one.
    private static final long BATCH_OCTETS = 128 * 1024;

    private final Session session;
    private final Selected selected;
    private final FetchPlan plan;
    private final UidSet seenNow;
    private final ClientWatch watch;
    private final MailboxState known;
    private final MailboxState current;
    private final MailboxState.Loading learnt = new MailboxState.Loading();
    private int answered;
    private boolean metExpunged;
    private boolean metUnknownEncoding;

    /// @param seenNow the messages that this command marked `\Seen`
    FetchAnswer(Session session, Selected selected, FetchPlan plan, UidSet seenNow) {
        this.session = session;
        this.selected = selected;
        this.plan = plan;
        this.seenNow = seenNow;
        watch = new ClientWatch(session, "Still fetching");
        known = selected.view().known();
        current = selected.current();
    }

    /// Whether a message was left out because it is gone.
    boolean metExpunged() {
        return metExpunged;
    }

    /// Whether a message was left out because a part of it cannot be decoded.
    boolean metUnknownEncoding() {
        return metUnknownEncoding;
    }

    void write(UidSet uids) throws IOException {
        int[] indexes = indexes(uids);
        if (plan.summaries()) {
            for (int from = 0; from < indexes.length; ) {
                int to = endOfBatch(indexes, from);
                batch(indexes, from, to);
                from = to;
            }
        } else {
            for (int index : indexes) {
                message(index, null, null);
            }
        }
        selected.view().learn(learnt);
    }

    private int endOfBatch(int[] indexes, int from) {
        int most = Math.min(indexes.length, from + BATCH);
        if (!plan.content()) {
            return most;
        }
        int to = from;
        long octets = 0;
        while (to < most && (to == from || octets < BATCH_OCTETS)) {
            octets += known.row(indexes[to]).sizeOctets();
            to++;
        }
        return to;
    }

    private int[] indexes(UidSet uids) {
        int[] count = {0};
        known.forEachIn(uids, _ -> count[0]++);
        var indexes = new int[count[0]];
        count[0] = 0;
        known.forEachIn(uids, index -> indexes[count[0]++] = index);
        return indexes;
    }

    private void batch(int[] indexes, int from, int to) throws IOException {
        var uids = new UidSet.Builder();
        for (int i = from; i < to; i++) {
            uids.add(known.uid(indexes[i]));
        }
        UidSet batch = uids.build();
        int before = answered;
        try {
            if (plan.content()) {
                contents(batch, HashMap.newHashMap(to - from));
            } else {
                selected.mailbox().summaries(batch, summary -> answer(summary, null));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        metExpunged |= answered - before < to - from;
    }

    private void contents(UidSet batch, Map<Uid, MessageSummary> summaries) {
        selected.mailbox().summaries(batch, found -> summaries.put(found.uid(), found));
        selected.mailbox()
                .contents(
                        batch,
                        (uid, content) -> {
                            MessageSummary summary = summaries.get(uid);
                            if (summary != null) {
                                answer(summary, content);
                            }
                        });
    }

    private void answer(MessageSummary summary, @Nullable MessageContent content) {
        try {
            message(known.indexOf(summary.uid()), summary, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void message(
            int index, @Nullable MessageSummary summary, @Nullable MessageContent content)
            throws IOException {
        answered++;
        List<FetchedItem> items = new ArrayList<>(plan.items().size());
        try {
            for (FetchItem item : plan.items()) {
                watch.goOn();
                items.add(FetchedItem.of(item, summary, content, watch));
            }
        } catch (UnknownEncodingException e) {
            metUnknownEncoding = true;
            return;
        }
        respond(index, items);
    }

    private void respond(int index, List<FetchedItem> items) throws IOException {
        MessageRow row = row(index);
        boolean seen = seenNow.contains(row.uid().value());
        boolean tellsFlags = plan.flags() || seen;
        if (tellsFlags) {
            session.announcer().announceKeywords(selected.view(), row);
            learn(index, row);
        }
        session.out().fetch(index + 1, out -> write(out, row, items, seen));
    }

    private void write(FetchWriter out, MessageRow row, List<FetchedItem> items, boolean seen)
            throws IOException {
        for (FetchedItem item : items) {
            item.write(out, row, selected.view());
        }
        if (seen && !plan.flags()) {
            out.flags(row.flags(), selected.view().isRecent(row.uid()));
        }
        if (seen && session.speaksModSequences() && !plan.modSequences()) {
            out.modSeq(row.modSequence());
        }
    }

    /// The message as it is, or as it last was.
    private MessageRow row(int index) {
        if (current == known) {
            return known.row(index);
        }
        int now = current.indexOf(known.uid(index));
        return now < 0 ? known.row(index) : current.row(now);
    }

    private void learn(int index, MessageRow row) {
        if (!row.modSequence().equals(known.modSequence(index))) {
            learnt.add(row);
        }
    }
}
