package org.posthorn.mailbox.deliver;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
/// One commit stores the message and a row with the list of its placements, and of its recipients
/// elsewhere. Others follow, each of which delivers to some, or queues for some, and notes in that
/// row how far it has come, so that each recipient gets the message exactly once, whatever happens
/// in between.
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
    private volatile Consumer<String> destinations = _ -> {};

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

    /// Tells of destinations for which something is in the queue that was promised.
    void watch(Consumer<String> action) {
        destinations = action;
    }

    /// Takes responsibility for the message: it is on disk with all of its placements, and with its
    /// entries of the queue, when this returns.
    ///
    /// @param onward entries that are added later
    ///
    /// @return all entries, as they are or will be
    List<QueueEntry> begin(Posting posting, List<Promised.Onward> onward) {
        var promised = new Promised(posting.locals(), onward);
        var list = Examination.of(new WholeBody(PlacementList.encode(promised)));
        List<QueueEntry> entries;
        var octets = parts.storage().octets();
        try (var body = octets.keep(parts.storage().newBodyId(), posting.message());
                var places = octets.keep(parts.storage().newBodyId(), list)) {
            entries = parts.commits().run(new Beginning(posting, onward, body, places));
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
        private final List<Promised.Onward> onward;
        private final NewBody message;
        private final NewBody placements;

        Beginning(
                Posting posting,
                List<Promised.Onward> onward,
                NewBody message,
                NewBody placements) {
            super(List.of());
            this.posting = posting;
            this.onward = onward;
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
            return Stream.concat(
                            entries.stream(),
                            onward.stream()
                                    .map(each ->
                                            PostingWork.entry(
                                                    each.entry(), message.id(), queue.now())))
                    .toList();
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
        var promised = PlacementList.decode(open(expansion.placements()));
        int locals = promised.locals().size();
        for (int from = expansion.next(); from < promised.size() && !background.isClosed(); ) {
            int end = from < locals ? locals : promised.size();
            int to = Math.min(end, from + SLICE);
            if (from < locals) {
                expand(body, promised.locals().subList(from, to), from);
            } else {
                queue(body, promised.onward().subList(from - locals, to - locals), from);
            }
            from = to;
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

    private void queue(StoredBody body, List<Promised.Onward> onward, int from) {
        parts.commits().run(new OnwardSlice(body, onward, from));
        onward.stream().map(each -> each.entry().destination()).distinct().forEach(destinations);
    }

    /// Some of the recipients elsewhere, and how far that is.
    private static final class OnwardSlice extends Work<Boolean> {
        private final StoredBody body;
        private final List<Promised.Onward> onward;
        private final int from;

        OnwardSlice(StoredBody body, List<Promised.Onward> onward, int from) {
            super(false);
            this.body = body;
            this.onward = onward;
            this.from = from;
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
        protected Boolean plan(Draft draft) {
            if (!draft.rows().pending().advanceExpansion(body.id(), from, from + onward.size())) {
                throw new StoreException("these recipients are in the queue already");
            }
            var queue = draft.queue();
            for (Promised.Onward each : onward) {
                each.queued().ifPresent(queue::log);
                queue.add(PostingWork.entry(each.entry(), body.id(), queue.now()));
            }
            return true;
        }
    }

    /// Some of the placements, and how far that is.
    private static final class Slice extends Work<Map<Integer, PlacementOutcome>> {
        private final StoredBody body;
        private final List<Share> shares;
        private final List<Posting.Local> locals;
        private final int from;

        Slice(StoredBody body, List<Share> shares, List<Posting.Local> locals, int from) {
            super(Map.of());
            this.body = body;
            this.shares = shares;
            this.locals = locals;
            this.from = from;
        }

        @Override
        protected Collection<SharedMailbox> mailboxes() {
            var mailboxes = new LinkedHashSet<SharedMailbox>();
            shares.forEach(share -> mailboxes.add(share.mailbox()));
            return mailboxes;
        }

        /// A mailbox that is gone, or that has no room, keeps no other from getting it.
        @Override
        protected boolean canDoWithout() {
            return true;
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
            var outcomes = Placing.place(draft, shares, body, Change.Origin.COPIED);
            for (int i = 0; i < locals.size(); i++) {
                log(draft.queue(), locals.get(i), outcomes.get(from + i));
            }
            return outcomes;
        }

        private void log(
                QueueDraft queue, Posting.Local local, @Nullable PlacementOutcome outcome) {
            boolean stored = outcome == PlacementOutcome.STORED;
            if (stored) {
                local.stored().ifPresent(queue::log);
            }
            local.entry(stored)
                    .ifPresent(
                            entry -> queue.add(PostingWork.entry(entry, body.id(), queue.now())));
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
