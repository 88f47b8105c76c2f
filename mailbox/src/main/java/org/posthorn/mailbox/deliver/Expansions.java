package org.posthorn.mailbox.deliver;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.body.Examination;
import org.posthorn.mailbox.body.WholeBody;
import org.posthorn.mailbox.change.Background;
import org.posthorn.mailbox.change.Background.Step;
import org.posthorn.mailbox.change.Bodies;
import org.posthorn.mailbox.change.Change;
import org.posthorn.mailbox.change.Draft;
import org.posthorn.mailbox.change.QueueDraft;
import org.posthorn.mailbox.change.Reexamination;
import org.posthorn.mailbox.change.SharedMailbox;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.change.Work;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.StoreException;

/// Messages for so many recipients that nobody could wait for the commit that delivers all of them.
///
/// One commit stores the message and a row with the list of its placements. Others follow, each of
/// which delivers to some and notes in that row how far it has come, so that each recipient gets
/// the message exactly once, whatever happens in between.
public final class Expansions implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Expansions.class.getName());

    /// How many placements one commit delivers.
    static final int SLICE = 200;

    /// What fails is tried again so much later.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int MOST = 100;

    private final StoreParts parts;
    private final ReentrantLock expanding = new ReentrantLock();
    private final Step expandingAll =
            new Step("messages for many recipients are delivered later", this::expandAll);
    private final Background background =
            new Background("expansions", PAUSE, List.of(expandingAll));
    private volatile boolean running;

    public Expansions(StoreParts parts) {
        this.parts = parts;
    }

    /// Begins to work in the background, with what a dead process has left; before this, each
    /// message is delivered by the one that brings it.
    public void start() {
        running = true;
        background.start();
        background.wake();
    }

    /// Takes responsibility for the message: it is on disk with all of its placements, and with its
    /// entries of the queue, when this returns.
    ///
    /// @return those entries
    List<QueueEntry> begin(Posting posting) {
        var list = Examination.of(new WholeBody(PlacementList.encode(posting.locals())));
        List<QueueEntry> entries;
        var octets = parts.storage().octets();
        try (var body = octets.keep(parts.storage().newBodyId(), posting.message());
                var places = octets.keep(parts.storage().newBodyId(), list)) {
            entries = parts.commits().run(new Beginning(posting, body, places));
        }
        if (running) {
            background.wake();
        } else {
            // It is promised already, whatever becomes of this.
            background.attempt(expandingAll);
        }
        return entries;
    }

    private static final class Beginning extends Work<List<QueueEntry>> {
        private final Posting posting;
        private final NewBody message;
        private final NewBody placements;

        Beginning(Posting posting, NewBody message, NewBody placements) {
            super(List.of());
            this.posting = posting;
            this.message = message;
            this.placements = placements;
        }

        @Override
        protected Collection<SharedMailbox> mailboxes() {
            return List.of();
        }

        @Override
        protected boolean isAlone() {
            return true;
        }

        @Override
        protected List<QueueEntry> plan(Draft draft) {
            var expansion =
                    new Expansion(
                            message.id(),
                            placements.id(),
                            0,
                            Instant.now().truncatedTo(ChronoUnit.SECONDS));
            draft.expand(expansion, message, placements);
            var queue = draft.queue();
            queue.log(posting.events());
            var entries =
                    posting.entries().stream()
                            .map(entry -> PostingWork.entry(entry, message.id(), queue.now()))
                            .toList();
            entries.forEach(queue::add);
            return entries;
        }
    }

    /// Delivers all that is promised, as far as that is possible now.
    public void expandAll() {
        expanding.lock();
        try {
            long last = 0;
            List<Expansion> some = after(last);
            while (!some.isEmpty()) {
                for (Expansion expansion : some) {
                    background.attempt(
                            new Step(
                                    "a message for many recipients is delivered later",
                                    () -> expand(expansion)));
                }
                last = some.getLast().message().value();
                some = after(last);
            }
        } finally {
            expanding.unlock();
        }
    }

    private List<Expansion> after(long message) {
        return parts.storage().reading(tx -> tx.pending().expansions(message, MOST));
    }

    private void expand(Expansion expansion) {
        var body = stored(expansion);
        var locals = PlacementList.decode(open(expansion.placements()));
        for (int from = expansion.next();
                from < locals.size() && !background.isClosed();
                from += SLICE) {
            int to = Math.min(locals.size(), from + SLICE);
            expand(body, locals.subList(from, to), from);
        }
        if (!background.isClosed()) {
            parts.commits().run(new Ending(expansion));
        }
    }

    private void expand(StoredBody body, List<Posting.Local> locals, int from) {
        var placements = locals.stream().map(Posting.Local::placement).toList();
        var shares = Share.of(parts, placements, from);
        try {
            var outcomes = parts.commits().run(new Slice(body, shares, locals, from));
            long refused =
                    outcomes.values().stream()
                            .filter(outcome -> outcome != PlacementOutcome.STORED)
                            .count();
            if (refused > 0) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        () -> body.id() + ": " + refused + " of many recipients have no room");
            }
        } finally {
            Share.release(parts, shares);
        }
    }

    /// Some of the placements, and how far that is.
    private static final class Slice extends PlacingWork {
        private final StoredBody body;
        private final List<Posting.Local> locals;
        private final int from;

        Slice(StoredBody body, List<Share> shares, List<Posting.Local> locals, int from) {
            super(shares);
            this.body = body;
            this.locals = locals;
            this.from = from;
        }

        @Override
        protected boolean isAlone() {
            return true;
        }

        @Override
        protected Map<Integer, PlacementOutcome> plan(Draft draft) {
            if (!draft.rows().pending().advanceExpansion(body.id(), from, from + locals.size())) {
                throw new StoreException("these recipients have the message already");
            }
            var outcomes = place(draft, body, Change.Origin.COPIED);
            for (int i = 0; i < locals.size(); i++) {
                log(draft.queue(), locals.get(i), outcomes.get(from + i));
            }
            return outcomes;
        }

        private void log(
                QueueDraft queue, Posting.Local local, @Nullable PlacementOutcome outcome) {
            if (outcome == PlacementOutcome.STORED) {
                local.stored().ifPresent(queue::log);
            } else {
                local.otherwise()
                        .ifPresent(entry ->
                                queue.add(PostingWork.entry(entry, body.id(), queue.now())));
            }
        }
    }

    private static final class Ending extends Work<Boolean> {
        private final Expansion expansion;

        Ending(Expansion expansion) {
            super(false);
            this.expansion = expansion;
        }

        @Override
        protected Collection<SharedMailbox> mailboxes() {
            return List.of();
        }

        @Override
        protected Boolean plan(Draft draft) {
            draft.rows().pending().endExpansion(expansion.message());
            Bodies.release(draft.rows(), List.of(expansion.message(), expansion.placements()));
            return true;
        }
    }

    private StoredBody stored(Expansion expansion) {
        var message = expansion.message();
        var sizes = parts.storage().reading(tx -> tx.bodies().after(message.value() - 1, 1));
        if (sizes.isEmpty() || !sizes.getFirst().body().equals(message)) {
            throw new StoreException("a message for many recipients is missing");
        }
        long size = sizes.getFirst().octets();
        // Not what was computed at arrival: that may be an older version's.
        var root = new Reexamination(parts).of(message, size).threadRoot();
        return new StoredBody(
                message, size, Optional.ofNullable(root), Optional.of(expansion.arrived()));
    }

    private InputStream open(BodyId body) {
        byte[] octets = parts.storage().octets().whole(List.of(body)).get(body);
        if (octets == null) {
            throw new StoreException("the recipients of a message are missing");
        }
        return new ByteArrayInputStream(octets);
    }

    /// Ends after the commit that is under way.
    @Override
    public void close() {
        background.close();
    }
}
