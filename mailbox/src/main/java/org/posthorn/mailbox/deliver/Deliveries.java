package org.posthorn.mailbox.deliver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.deliver.Promised.Onward;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.OutboundQueue.Posted;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Puts arriving mail into its places.
public final class Deliveries {
    /// More are not delivered in one commit.
    static final int MANY = OutboundQueue.MANY;

    private final StoreParts parts;
    private final Expansions expansions;

    public Deliveries(StoreParts parts, Expansions expansions) {
        this.parts = parts;
        this.expansions = expansions;
    }

    /// Delivers a message, or promises to, of which the log says nothing.
    public List<PlacementOutcome> deliver(ExaminedMessage message, List<Placement> placements) {
        var locals =
                placements.stream()
                        .map(placement ->
                                new Posting.Local(placement, Optional.empty(), Optional.empty()))
                        .toList();
        return post(new Posting(message, locals, List.of(), List.of())).outcomes();
    }

    /// See [OutboundQueue#watch].
    void watch(Consumer<String> destinations) {
        expansions.watch(destinations);
    }

    /// Takes a message in: it is delivered where it has places here, or promised to be, and queued
    /// for others.
    public Posted post(Posting posting) {
        return posting.locals().size() > MANY || posting.entries().size() > MANY
                ? promise(posting)
                : commit(List.of(posting), null).getFirst();
    }

    private Posted promise(Posting posting) {
        var outcomes = new ArrayList<PlacementOutcome>(posting.locals().size());
        var possible = new ArrayList<Posting.Local>(posting.locals().size());
        var entries = new ArrayList<>(posting.entries());
        for (Posting.Local local : posting.locals()) {
            if (Share.mailbox(parts, local.placement()).isPresent()) {
                possible.add(local);
                outcomes.add(PlacementOutcome.STORED);
            } else {
                outcomes.add(PlacementOutcome.NO_SUCH_MAILBOX);
                local.otherwise().ifPresent(entries::add);
            }
        }
        var onward = posting.entries().size() > MANY ? onward(posting, entries) : List.<Onward>of();
        if (possible.isEmpty() && onward.isEmpty()) {
            return commit(List.of(posting), null).getFirst();
        }
        return new Posted(
                outcomes,
                expansions.begin(
                        new Posting(
                                posting.message(),
                                possible,
                                onward.isEmpty() ? entries : List.of(),
                                without(posting.events(), onward)),
                        onward));
    }

    /// Entries that are added later, by nobody in particular, with what the log says of them.
    private static List<Onward> onward(Posting posting, List<NewEntry> entries) {
        var events = new HashMap<String, DeliveryEvent>();
        posting.events()
                .forEach(event ->
                        event.detail(DeliveryEvent.Detail.ENTRY)
                                .ifPresent(entry -> events.put(entry, event)));
        return entries.stream()
                .map(entry ->
                        new Onward(
                                entry.withoutClaimant(),
                                Optional.ofNullable(events.get(entry.id().toString()))))
                .toList();
    }

    private static List<DeliveryEvent> without(List<DeliveryEvent> events, List<Onward> onward) {
        var later = new HashSet<DeliveryEvent>();
        onward.forEach(each -> each.queued().ifPresent(later::add));
        return events.stream().filter(event -> !later.contains(event)).toList();
    }

    /// Writes down what became of entries of the queue, and takes in the messages that tell of it.
    List<QueueEntry> settle(Settlement settlement) {
        return commit(settlement.postings(), settlement).stream()
                .flatMap(posted -> posted.entries().stream())
                .toList();
    }

    private List<Posted> commit(List<Posting> postings, @Nullable Settlement settlement) {
        var mails = new ArrayList<PostingWork.Mail>(postings.size());
        try {
            for (Posting posting : postings) {
                mails.add(mail(posting));
            }
            return parts.commits().run(new PostingWork(mails, settlement));
        } finally {
            for (PostingWork.Mail mail : mails) {
                Share.release(parts, mail.shares());
                mail.kept().close();
            }
        }
    }

    private PostingWork.Mail mail(Posting posting) {
        var storage = parts.storage();
        var kept = storage.octets().keep(storage.newBodyId(), posting.message());
        boolean done = false;
        try {
            var placements = posting.locals().stream().map(Posting.Local::placement).toList();
            var mail = new PostingWork.Mail(posting, kept, Share.of(parts, placements, 0));
            done = true;
            return mail;
        } finally {
            if (!done) {
                kept.close();
            }
        }
    }
}
