package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.posthorn.bench.ImapClient.Completion;

/// One client of the mixed load, which does what people's programs do, at random and without a
/// pause.
///
/// It deletes only messages that it was shown, so its ledgers know what must be left.
final class MixedClient {
    private static final int BUFFER_OCTETS = 16 * 1024;
    private static final int FEWEST_STEPS = 5;
    private static final int STEPS_SPREAD = 11;
    private static final int ENVELOPES = 20;
    private static final int LISTED = 50;
    private static final int CROWDED = 60;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);
    private static final Pattern APPENDED = Pattern.compile("\\[APPENDUID \\d+ (\\d+)]");
    private static final Pattern COPIED = Pattern.compile("\\[COPYUID \\d+ \\d+ (\\d+)]");

    /// What all clients have in common.
    ///
    /// @param stays whether a session lasts until the end, or logs out after some commands
    /// @param endNanos when no further command begins
    /// @param patience how long a command may take
    record Scenario(Peer peer, Stock messages, boolean stays, long endNanos, Duration patience) {}

    private final Scenario scenario;
    private final Account account;
    private final List<Ledger> mailboxes;
    private final Random random;
    private final CommandLog log = new CommandLog();
    private final MailboxView view = new MailboxView();
    private Ledger selected;

    /// @param mailboxes those of the account, shared with its other clients; there are two
    MixedClient(Scenario scenario, Account account, List<Ledger> mailboxes, long seed) {
        this.scenario = scenario;
        this.account = account;
        this.mailboxes = mailboxes;
        this.selected = mailboxes.getFirst();
        this.random = new Random(seed);
    }

    /// Works until the end; returns what it did.
    CommandLog run() {
        while (isTime()) {
            try {
                session();
            } catch (IOException _) {
                // The log has it. A person would wait for a moment, too.
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
            }
        }
        return log;
    }

    private boolean isTime() {
        return System.nanoTime() < scenario.endNanos;
    }

    private void session() throws IOException {
        var opened = new HashSet<ImapClient>();
        try {
            log.timed(CommandKind.LOGIN, () -> login(opened));
            var client = opened.iterator().next();
            timed(CommandKind.LIST, client, "LIST \"\" \"*\"");
            select(client);
            int steps = FEWEST_STEPS + random.nextInt(STEPS_SPREAD);
            while (isTime() && (scenario.stays || steps-- > 0)) {
                step(client);
            }
            timed(CommandKind.LOGOUT, client, "LOGOUT");
        } finally {
            for (var client : opened) {
                client.close();
            }
        }
    }

    private Completion login(Set<ImapClient> opened) throws IOException {
        var client =
                ImapClient.connect(scenario.peer.imapsPort(), BUFFER_OCTETS, scenario.patience);
        opened.add(client);
        var completion = client.ask(ImapClient.login(account), view);
        if (!completion.ok()) {
            throw new IOException(completion.text());
        }
        return completion;
    }

    /// Most look into the INBOX; the first look fetches the flags of everything.
    private void select(ImapClient client) throws IOException {
        selected = mailboxes.get(random.nextInt(4) == 0 ? 1 : 0);
        view.clear();
        timed(CommandKind.SELECT, client, "SELECT " + selected.mailbox());
        if (view.count() > 0) {
            timed(CommandKind.FETCH_FLAGS, client, "FETCH 1:" + view.count() + " (UID FLAGS)");
        }
    }

    private void step(ImapClient client) throws IOException {
        int chance = random.nextInt(100);
        if (chance < 14) {
            append(client);
        } else if (chance < 19) {
            timed(CommandKind.NOOP, client, "NOOP");
        } else if (chance < 22) {
            select(client);
        } else if (chance < 23) {
            timed(CommandKind.LIST, client, "LIST \"\" \"*\"");
        } else {
            withMessage(client, chance);
        }
    }

    /// A command on messages that are there; an empty mailbox gets one instead.
    private void withMessage(ImapClient client, int chance) throws IOException {
        var uid = anyOf(view.knownUids());
        int count = view.count();
        if (count == 0) {
            append(client);
        } else if (chance < 45 || uid.isEmpty()) {
            var items = Math.max(1, count - LISTED + 1) + ":" + count + " (UID FLAGS)";
            timed(CommandKind.FETCH_FLAGS, client, "FETCH " + items);
        } else if (chance < 55) {
            var items = Math.max(1, count - ENVELOPES + 1) + ":" + count + " (UID ENVELOPE)";
            timed(CommandKind.FETCH_ENVELOPE, client, "FETCH " + items);
        } else if (chance < 73) {
            timed(CommandKind.FETCH_BODY, client, "UID FETCH " + uid.get() + " (BODY.PEEK[])");
        } else if (chance < 87) {
            var flag = random.nextBoolean() ? "+FLAGS (\\Seen)" : "-FLAGS (\\Seen)";
            timed(CommandKind.STORE, client, "UID STORE " + uid.get() + " " + flag);
        } else if (chance < 92) {
            copy(client, uid.get());
        } else {
            expunge(client);
        }
    }

    private void append(ImapClient client) throws IOException {
        var message = scenario.messages.next();
        var target = selected;
        var completion =
                log.timed(CommandKind.APPEND, () -> client.append(target.mailbox(), message, view));
        numberIn(APPENDED, completion).ifPresent(target::appended);
    }

    private void copy(ImapClient client, long uid) throws IOException {
        var source = selected;
        var target = mailboxes.get(source == mailboxes.getFirst() ? 1 : 0);
        var completion =
                timed(CommandKind.COPY, client, "UID COPY " + uid + " " + target.mailbox());
        numberIn(COPIED, completion).ifPresent(copy -> target.copied(copy, source, uid));
    }

    /// Deletes some messages, and more where there are many, so that mailboxes keep their size.
    private void expunge(ImapClient client) throws IOException {
        var known = view.knownUids();
        int most = known.size() > CROWDED ? known.size() / 2 : Math.min(5, known.size());
        var chosen = new HashSet<Long>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            chosen.add(known.get(random.nextInt(known.size())));
        }
        chosen.forEach(selected::deleted);
        var uids = chosen.toString().replaceAll("[\\[\\] ]", "");
        timed(CommandKind.STORE, client, "UID STORE " + uids + " +FLAGS (\\Deleted)");
        timed(CommandKind.EXPUNGE, client, "EXPUNGE");
    }

    private Completion timed(CommandKind kind, ImapClient client, String command)
            throws IOException {
        return log.timed(kind, () -> client.ask(command, view));
    }

    private Optional<Long> anyOf(List<Long> uids) {
        return uids.isEmpty()
                ? Optional.empty()
                : Optional.of(uids.get(random.nextInt(uids.size())));
    }

    private static Optional<Long> numberIn(Pattern code, Completion completion) {
        var matcher = code.matcher(completion.text());
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }
}
