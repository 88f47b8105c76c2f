package org.posthorn.mailbox.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.LeaseLostException;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.Postponed;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.tracing.LogPacking;

/// Does by chance what can be done to mail that goes elsewhere. Each is one commit, or changes
/// nothing that anybody sees.
///
/// What it does depends on what is stored and on chance only, and never on how fast it is: leases
/// and pauses are over at once, or not on this day.
final class CutQueueWorkload {
    private static final Claimant ME = new Claimant("here", 1);

    /// Whoever goes on after a cut.
    static final Claimant NEXT = new Claimant("here", 2);

    private static final Duration LONG = Duration.ofDays(1);
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    /// When all that the log says is of days that are over.
    private static final Instant LATER = NOON.plus(Duration.ofDays(10));

    /// Those claimed from the start wait alone: their leases end within the day.
    private static final String CLAIMED = "mx:claimed.example";

    private static final List<String> DESTINATIONS =
            List.of("mx:a.example", "mx:b.example", "relay:r");
    private static final int MOST_ENTRIES = 20;

    private static final AccountId NOBODY = new AccountId(1L << 40);

    private final OpenStore store;
    private final List<AccountId> accounts;
    private final Random random;

    CutQueueWorkload(OpenStore store, List<AccountId> accounts, Random random) {
        this.store = store;
        this.accounts = accounts;
        this.random = random;
    }

    /// Does one thing.
    ///
    /// @return what it was
    String next() {
        int chance = random.nextInt(16);
        if (chance < 6 && queue().list(0, MOST_ENTRIES).size() == MOST_ENTRIES) {
            return remove();
        }
        return switch (chance) {
            case 0, 1, 2, 3 -> post(200 + random.nextInt(3000));
            case 4 -> post(10_000 + random.nextInt(100_000));
            case 5 -> post(SpooledBody.HEAP_OCTETS + random.nextInt(50_000));
            case 6, 7 -> claim();
            case 8, 9, 10 -> settle();
            case 11 -> handBack();
            case 12 -> loseLease();
            case 13 -> random.nextBoolean() ? hold() : remove();
            case 14 -> note();
            default -> pack();
        };
    }

    private OutboundQueue queue() {
        return store.mail().outbound();
    }

    private <T> T any(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private <T> List<T> some(List<T> several) {
        return several.stream().filter(_ -> random.nextBoolean()).toList();
    }

    private String newMessageId() {
        return Long.toString(random.nextLong() >>> 1, 36);
    }

    private DeliveryEvent event(DeliveryEvent.Kind kind, Envelope envelope, String recipient) {
        return new DeliveryEvent(
                NOON.plus(Duration.ofDays(random.nextInt(2))).plusMillis(random.nextInt(1000)),
                kind,
                envelope.id(),
                envelope.sender(),
                recipient,
                random.nextBoolean()
                        ? Map.of()
                        : Map.of(Detail.REPLY, "reply " + random.nextInt()));
    }

    private DeliveryEvent event(DeliveryEvent.Kind kind, QueueEntry entry) {
        return event(kind, entry.envelope(), entry.recipient());
    }

    private MessageOptions messageOptions() {
        return random.nextBoolean()
                ? MessageOptions.NONE
                : new MessageOptions(
                        BodyType.SEVEN_BIT,
                        random.nextBoolean(),
                        random.nextBoolean(),
                        Optional.of(ReturnedPart.HEADERS),
                        Optional.of("env" + random.nextInt()));
    }

    private RecipientOptions recipientOptions() {
        return random.nextBoolean()
                ? RecipientOptions.NONE
                : new RecipientOptions(
                        Optional.of(random.nextBoolean() ? Set.of() : Set.of(NotifyOn.SUCCESS)),
                        Optional.of("rfc822;bob" + random.nextInt() + "@example.org"));
    }

    private NewEntry entry(
            Envelope envelope, String destination, Optional<Claimant> claimant, String reply) {
        return new NewEntry(
                queue().newId(),
                envelope,
                "r" + random.nextInt() + "@example.net",
                recipientOptions(),
                destination,
                claimant,
                reply);
    }

    private byte[] octets(int size) {
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        byte[] header =
                ("Subject: sent " + random.nextInt() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, octets, 0, header.length);
        return octets;
    }

    private Envelope envelope(String sender, ExaminedMessage message) {
        return new Envelope(newMessageId(), sender, message.sizeOctets(), NOON, messageOptions());
    }

    private Posting.Local local(AccountId account, Envelope envelope, boolean tells) {
        Optional<NewEntry> otherwise =
                tells
                        ? Optional.of(
                                entry(
                                        envelope,
                                        QueueEntry.REPORTS,
                                        Optional.empty(),
                                        "550 5.1.1 nobody"))
                        : Optional.empty();
        return new Posting.Local(
                new Placement.IntoInbox(account, "Delivered-To: x\r\n"),
                Optional.of(event(DeliveryEvent.Kind.STORED, envelope, "local" + account)),
                otherwise);
    }

    /// Some here, some elsewhere, and at times one who is not there and of whom the sender is told.
    private String post(int size) {
        try (var body = store.store().newBody()) {
            CutWorkload.write(body, octets(size));
            var message = store.store().examine(body).withPrologue("Received: here\r\n");
            var envelope = envelope("alice@example.com", message);
            var locals = new ArrayList<Posting.Local>();
            some(accounts).forEach(account -> locals.add(local(account, envelope, false)));
            if (random.nextInt(4) == 0) {
                locals.add(local(NOBODY, envelope, true));
            }
            var entries = new ArrayList<NewEntry>();
            for (int i = random.nextInt(4); i >= (locals.isEmpty() ? 0 : 1); i--) {
                entries.add(
                        random.nextBoolean()
                                ? entry(envelope, CLAIMED, Optional.of(ME), "")
                                : entry(envelope, any(DESTINATIONS), Optional.empty(), ""));
            }
            var events = new ArrayList<DeliveryEvent>();
            events.add(event(DeliveryEvent.Kind.RECEIVED, envelope, ""));
            entries.forEach(entry ->
                    events.add(event(DeliveryEvent.Kind.QUEUED, envelope, entry.recipient())));
            queue().post(new Posting(message, locals, entries, events));
        }
        return "post " + size;
    }

    private String claim() {
        Duration lease = random.nextInt(3) == 0 ? Duration.ZERO : LONG;
        if (random.nextInt(3) == 0) {
            var reports =
                    queue().list(0, 1000).stream()
                            .filter(entry -> !entry.destination().equals(CLAIMED))
                            .map(QueueEntry::id)
                            .toList();
            queue().claim(some(reports), ME, lease);
            return "claim some";
        }
        queue().claim(any(DESTINATIONS), ME, lease, 1 + random.nextInt(5));
        return "claim";
    }

    private List<QueueEntry> mine() {
        return queue().list(0, 1000).stream()
                .filter(entry -> entry.claimant().equals(Optional.of(ME)))
                .toList();
    }

    private String settle() {
        var mine = some(mine());
        if (mine.isEmpty()) {
            return claim();
        }
        settle(ME, mine);
        return "settle " + mine.size();
    }

    /// Some are done, others wait again, and at times the sender hears of it, here or elsewhere.
    private void settle(Claimant claimant, List<QueueEntry> entries) {
        var done = new ArrayList<QueueEntry>();
        var postponed = new ArrayList<Postponed>();
        var events = new ArrayList<DeliveryEvent>();
        for (QueueEntry entry : entries) {
            if (random.nextInt(3) > 0) {
                done.add(entry);
                events.add(event(DeliveryEvent.Kind.DELIVERED, entry));
            } else {
                postponed.add(
                        new Postponed(
                                entry,
                                any(DESTINATIONS),
                                random.nextBoolean() ? Duration.ZERO : LONG,
                                entry.attempts() + 1,
                                "451 4.7.1 later " + random.nextInt(),
                                random.nextBoolean()));
                events.add(event(DeliveryEvent.Kind.DEFERRED, entry));
            }
        }
        try (var body = store.store().newBody()) {
            CutWorkload.write(body, octets(500 + random.nextInt(2000)));
            var postings = new ArrayList<Posting>();
            if (random.nextBoolean()) {
                postings.add(report(store.store().examine(body)));
            }
            queue().settle(new Settlement(claimant, done, postponed, postings, events));
        }
    }

    private Posting report(ExaminedMessage message) {
        var envelope = envelope("", message);
        boolean isHere = random.nextBoolean();
        return new Posting(
                message,
                isHere ? List.of(local(any(accounts), envelope, false)) : List.of(),
                isHere
                        ? List.of()
                        : List.of(entry(envelope, any(DESTINATIONS), Optional.empty(), "")),
                List.of(event(DeliveryEvent.Kind.REPORTED, envelope, "")));
    }

    private String handBack() {
        var ids = some(mine().stream().map(QueueEntry::id).toList());
        if (random.nextBoolean()) {
            queue().renew(ME, ids, LONG);
            return "renew";
        }
        queue().release(ME, ids);
        return "release";
    }

    /// Who does not hold what he has worked on changes nothing.
    private String loseLease() {
        var mine = some(mine());
        if (!mine.isEmpty()) {
            try {
                settle(NEXT, mine);
                throw new AssertionError("somebody else has settled " + mine);
            } catch (LeaseLostException _) {
                return "lose a lease";
            }
        }
        return "lose no lease";
    }

    private Optional<QueueId> anyEntry() {
        var all = queue().list(0, 1000);
        return all.isEmpty() ? Optional.empty() : Optional.of(any(all).id());
    }

    private String hold() {
        Optional<Duration> pause =
                random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ZERO);
        anyEntry()
                .ifPresent(entry ->
                        queue().reschedule(
                                        entry, pause, why -> event(DeliveryEvent.Kind.HELD, why)));
        return pause.isEmpty() ? "hold" : "let go on";
    }

    private String remove() {
        anyEntry()
                .ifPresent(entry ->
                        queue().remove(entry, why -> event(DeliveryEvent.Kind.DISCARDED, why)));
        return "remove";
    }

    /// As refusals are written, which belong to no other commit.
    private String note() {
        var events = new ArrayList<DeliveryEvent>();
        for (int i = random.nextInt(10); i >= 0; i--) {
            events.add(
                    new DeliveryEvent(
                            NOON,
                            DeliveryEvent.Kind.REFUSED,
                            "",
                            "mallory@example.org",
                            "",
                            Map.of(Detail.REPLY, "550 no " + random.nextInt())));
        }
        store.storage()
                .mail()
                .inTransaction(tx -> {
                    tx.deliveryLog().append(events);
                    return true;
                });
        return "note";
    }

    private String pack() {
        LogPacking.pack(store.storage().mail(), LATER);
        return "pack";
    }
}
