package org.posthorn.mailbox.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// Does by chance what a store can do, one thing after the other. Each is one commit, or changes
/// nothing that anybody sees.
final class CutWorkload {
    private static final int MOST_MESSAGES = 25;

    private final OpenStore store;
    private final List<AccountId> accounts;
    private final Random random;
    private final CutQueueWorkload outbound;

    CutWorkload(OpenStore store, List<AccountId> accounts, Random random) {
        this.store = store;
        this.accounts = accounts;
        this.random = random;
        this.outbound = new CutQueueWorkload(store, accounts, random);
    }

    /// Does one thing.
    ///
    /// @return what it was
    String next() {
        return switch (random.nextInt(28)) {
            case 0, 1, 2, 3 -> deliver(200 + random.nextInt(3000));
            case 4, 5 -> deliver(10_000 + random.nextInt(50_000));
            case 6 -> deliver(SpooledBody.HEAP_OCTETS + random.nextInt(100_000));
            case 7 -> breakOff();
            case 8, 9 -> append();
            case 10, 11, 12 -> setFlags();
            case 13 -> copyOrMove();
            case 14, 15 -> expunge();
            case 16 -> createOrSubscribe();
            case 17 -> deleteOrRename();
            case 18 -> limit();
            case 19 -> sweep();
            default -> outbound.next();
        };
    }

    private AccountId account() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private Mailboxes mailboxes() {
        return store.store().mailboxesOf(account());
    }

    private static Mailbox any(Mailboxes mailboxes, Random random) {
        List<MailboxInfo> all = mailboxes.list();
        return mailboxes.open(all.get(random.nextInt(all.size())).name()).orElseThrow();
    }

    /// A message of which some can be compressed and some cannot.
    private byte[] octets(int size) {
        byte[] octets = new byte[size];
        if (random.nextBoolean()) {
            random.nextBytes(octets);
        }
        byte[] header =
                ("Subject: message " + random.nextInt() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, octets, 0, header.length);
        return octets;
    }

    static void write(IncomingBody body, byte[] octets) {
        for (int at = 0; at < octets.length; at += 50_000) {
            body.write(octets, at, Math.min(50_000, octets.length - at));
        }
    }

    private String deliver(int size) {
        var placements = new ArrayList<Placement>();
        for (AccountId account : accounts) {
            if (placements.isEmpty() || random.nextBoolean()) {
                placements.add(new Placement.IntoInbox(account, "Delivered-To: x\r\n"));
            }
        }
        try (var body = store.store().newBody()) {
            write(body, octets(size));
            var message = store.store().examine(body).withPrologue("Received: here\r\n");
            store.store().deliver(message, placements);
        }
        return "deliver " + size;
    }

    /// A client that goes away.
    private String breakOff() {
        try (var body = store.store().newBody()) {
            write(body, octets(SpooledBody.HEAP_OCTETS + random.nextInt(200_000)));
        }
        return "break off";
    }

    private String append() {
        try (var mailbox = any(mailboxes(), random);
                var body = store.store().newBody()) {
            write(body, octets(100 + random.nextInt(20_000)));
            mailbox.append(List.of(new NewMessage(body, flags(), Instant.EPOCH)));
        }
        return "append";
    }

    private Flags flags() {
        return random.nextBoolean()
                ? Flags.of(SystemFlag.SEEN)
                : Flags.of(SystemFlag.FLAGGED.bit(), List.of("work" + random.nextInt(3)));
    }

    private UidSet some(Mailbox mailbox) {
        var uids = new UidSet.Builder();
        for (int i = 0; i < mailbox.state().size(); i++) {
            if (random.nextInt(3) == 0) {
                uids.add(mailbox.state().row(i).uid());
            }
        }
        return uids.build();
    }

    private String setFlags() {
        try (var mailbox = any(mailboxes(), random)) {
            var kinds = FlagChange.Kind.values();
            mailbox.changeFlags(
                    some(mailbox),
                    new FlagChange(kinds[random.nextInt(kinds.length)], flags()),
                    Optional.empty());
        }
        return "set flags";
    }

    private String copyOrMove() {
        var mailboxes = mailboxes();
        try (var from = any(mailboxes, random);
                var to = any(mailboxes, random)) {
            if (random.nextBoolean()) {
                from.copyTo(some(from), to);
                return "copy";
            }
            from.moveTo(some(from), to);
            return "move";
        }
    }

    private String expunge() {
        try (var mailbox = any(mailboxes(), random)) {
            boolean all = mailbox.state().size() > MOST_MESSAGES;
            mailbox.expunge(all ? UidSet.ALL : some(mailbox));
        }
        return "expunge";
    }

    private MailboxName anyName() {
        return new MailboxName("made/" + random.nextInt(4));
    }

    private String createOrSubscribe() {
        var mailboxes = mailboxes();
        if (random.nextBoolean()) {
            mailboxes.create(anyName(), Set.of());
            return "create";
        }
        mailboxes.subscribe(anyName());
        return "subscribe";
    }

    private String deleteOrRename() {
        var mailboxes = mailboxes();
        if (random.nextBoolean()) {
            mailboxes.delete(anyName());
            return "delete";
        }
        mailboxes.rename(anyName(), anyName());
        return "rename";
    }

    private String limit() {
        AccountId account = account();
        var usage = store.store().usage(account).orElseThrow();
        store.store().setLimits(account, usage.limits());
        return "limit";
    }

    private String sweep() {
        TestMail.sweep(store.mail());
        return "sweep";
    }

    /// The next message's UID in a mailbox is not below what was told.
    static boolean appends(OpenStore store, AccountId account) {
        var mailboxes = store.store().mailboxesOf(account);
        try (var inbox = mailboxes.open(MailboxName.INBOX).orElseThrow();
                var body = store.store().newBody()) {
            Uid told = inbox.state().uidNext();
            body.write("Subject: after\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var outcome = inbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)));
            return outcome.uids().equals(List.of(told));
        }
    }
}
