package org.posthorn.mailbox.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.change.Change;
import org.posthorn.mailbox.change.Draft;
import org.posthorn.mailbox.change.QueueDraft;
import org.posthorn.mailbox.change.SharedMailbox;
import org.posthorn.mailbox.change.Work;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.OutboundQueue.Posted;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.Postponed;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Takes messages in, each into its mailboxes and into the queue, and writes down what became of
/// entries of the queue: all in one commit.
///
/// Its plan says what became of each message.
final class PostingWork extends Work<List<Posted>> {
    /// A message, with what is kept of it.
    record Mail(Posting posting, NewBody kept, List<Share> shares) {
        StoredBody body() {
            return new StoredBody(
                    kept.id(),
                    posting.message().sizeOctets(),
                    Optional.ofNullable(posting.message().parsed().threadRoot()),
                    Optional.empty());
        }
    }

    private final List<Mail> mails;
    private final @Nullable Settlement settlement;

    PostingWork(List<Mail> mails, @Nullable Settlement settlement) {
        super(List.of());
        this.mails = List.copyOf(mails);
        this.settlement = settlement;
    }

    @Override
    protected Collection<SharedMailbox> mailboxes() {
        var mailboxes = new LinkedHashSet<SharedMailbox>();
        mails.forEach(mail -> mail.shares().forEach(share -> mailboxes.add(share.mailbox())));
        return mailboxes;
    }

    /// A body that the commit itself has to write is delivered alone if it is large, lest small
    /// ones wait for it.
    @Override
    protected boolean isAlone() {
        return mails.stream().anyMatch(mail -> !mail.kept().isQuick());
    }

    @Override
    protected boolean canDoWithout() {
        return true;
    }

    @Override
    protected List<Posted> plan(Draft draft) {
        var posted = new ArrayList<Posted>(mails.size());
        mails.forEach(mail -> posted.add(post(draft, mail)));
        if (settlement != null) {
            settle(draft.queue(), settlement);
        }
        return posted;
    }

    private static Posted post(Draft draft, Mail mail) {
        draft.addBody(mail.kept());
        var outcomes =
                inOrder(
                        mail.posting().locals().size(),
                        Placing.place(draft, mail.shares(), mail.body(), Change.Origin.ARRIVED));
        boolean taken =
                !mail.posting().entries().isEmpty() || outcomes.contains(PlacementOutcome.STORED);
        if (!taken) {
            return new Posted(outcomes, List.of());
        }
        var queue = draft.queue();
        queue.log(mail.posting().events());
        var entries = new ArrayList<QueueEntry>(mail.posting().entries().size());
        mail.posting()
                .entries()
                .forEach(entry -> entries.add(entry(entry, mail.kept().id(), queue.now())));
        for (int i = 0; i < outcomes.size(); i++) {
            var local = mail.posting().locals().get(i);
            if (outcomes.get(i) == PlacementOutcome.STORED) {
                local.stored().ifPresent(queue::log);
            } else {
                local.otherwise()
                        .ifPresent(
                                entry -> entries.add(entry(entry, mail.kept().id(), queue.now())));
            }
        }
        entries.forEach(queue::add);
        return new Posted(outcomes, entries);
    }

    private static List<PlacementOutcome> inOrder(
            int count, Map<Integer, PlacementOutcome> outcomes) {
        var all = new ArrayList<>(Collections.nCopies(count, PlacementOutcome.NO_SUCH_MAILBOX));
        outcomes.forEach(all::set);
        return all;
    }

    /// What a new entry is in the queue.
    static QueueEntry entry(NewEntry entry, BodyId body, Instant now) {
        Instant due = entry.claimant().isPresent() ? now.plus(OutboundQueue.FIRST_LEASE) : now;
        return new QueueEntry(
                entry.id(),
                entry.envelope(),
                body,
                entry.recipient(),
                entry.options(),
                entry.destination(),
                due,
                0,
                entry.reply(),
                false,
                entry.claimant());
    }

    private static void settle(QueueDraft queue, Settlement settlement) {
        queue.finish(settlement.claimant(), settlement.done());
        for (Postponed postponed : settlement.postponed()) {
            var entry = postponed.entry();
            queue.postpone(
                    settlement.claimant(),
                    new QueueEntry(
                            entry.id(),
                            entry.envelope(),
                            entry.body(),
                            entry.recipient(),
                            entry.options(),
                            postponed.destination(),
                            queue.now().plus(postponed.pause()),
                            postponed.attempts(),
                            postponed.reply(),
                            postponed.delayTold(),
                            Optional.empty()));
        }
        queue.log(settlement.events());
    }
}
