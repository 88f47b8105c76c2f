package org.posthorn.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// Clients that append to folders of one account, which stores and expunges meanwhile, beside as
/// many that have an account each.
final class Contention {
    private static final int SENDERS = 16;
    private static final int FOLDERS = 5;
    private static final int SIZE_OCTETS = 4096;
    private static final int BUFFER_OCTETS = 16 * 1024;
    private static final long FIRST_NUMBER = 1L << 35;

    /// How many messages stay in a folder, about.
    private static final int KEPT = 200;

    static final Account BUSY = Account.named("busy");

    private final Options options;
    private final Peer peer;
    private final Results results;
    private final Corpus corpus = Corpus.ofAbout(SIZE_OCTETS);

    Contention(Options options, Peer peer, Results results) {
        this.options = options;
        this.peer = peer;
        this.results = results;
    }

    void run() throws IOException, InterruptedException {
        try (var client = login(BUSY)) {
            for (var folder : folders()) {
                client.run("CREATE " + folder);
            }
        }
        for (int round = options.firstRound(); round <= options.rounds(); round++) {
            double apart = appended(round, i -> Account.RECIPIENTS.get(i), _ -> "INBOX", List.of());
            double together =
                    appended(round, _ -> BUSY, i -> folders().get(i % FOLDERS), folders());
            if (round > 0) {
                add("16 clients append, each to an account", Unit.MESSAGES_PER_SECOND, apart);
                add(
                        "the same to 5 folders of one that stores and expunges",
                        Unit.MESSAGES_PER_SECOND,
                        together);
                results.add(
                        new Measurement("share of the former", Unit.PERCENT, new Goal.AtLeast(50)),
                        peer,
                        100 * together / apart);
            }
        }
    }

    private void add(String name, Unit unit, double value) {
        results.add(new Measurement(name, unit, new Goal.None()), peer, value);
    }

    private static List<String> folders() {
        return IntStream.range(0, FOLDERS).mapToObj(i -> "Folder" + i).toList();
    }

    private ImapClient login(Account account) throws IOException {
        return ImapClient.login(peer.imapsPort(), account, BUFFER_OCTETS);
    }

    /// For each client, by its number.
    private interface ForClient<T> {
        T get(int client);
    }

    /// How many messages a second were appended.
    ///
    /// @param cleaned folders in which one more client each stores and expunges
    private double appended(
            int round,
            ForClient<Account> accounts,
            ForClient<String> mailboxes,
            List<String> cleaned)
            throws IOException, InterruptedException {
        var ready = new CountDownLatch(SENDERS + cleaned.size());
        var counts =
                Clients.runAll(
                        SENDERS + cleaned.size(),
                        i -> {
                            boolean sends = i < SENDERS;
                            try (var client = ready(sends ? accounts.get(i) : BUSY, ready)) {
                                ready.await();
                                long end = System.nanoTime() + options.round().toNanos();
                                if (sends) {
                                    return append(client, mailboxes.get(i), round * 64L + i, end);
                                }
                                clean(client, cleaned.get(i - SENDERS), end);
                                return 0;
                            }
                        });
        double sum = counts.stream().mapToInt(Integer::intValue).sum();
        return sum * 1e9 / options.round().toNanos();
    }

    private ImapClient ready(Account account, CountDownLatch ready) throws IOException {
        try {
            return login(account);
        } finally {
            ready.countDown();
        }
    }

    private int append(ImapClient client, String mailbox, long series, long end)
            throws IOException {
        int count = 0;
        while (System.nanoTime() < end) {
            byte[] message = corpus.message(FIRST_NUMBER + (series << 24) + count);
            var done = client.append(mailbox, message, _ -> {});
            if (!done.ok()) {
                throw new IOException("APPEND was answered with " + done.text());
            }
            count++;
        }
        return count;
    }

    private static void clean(ImapClient client, String folder, long end) throws IOException {
        client.run("SELECT " + folder);
        while (System.nanoTime() < end) {
            client.run("NOOP");
            int messages = client.messages(folder);
            if (messages > 0) {
                client.run("STORE 1 +FLAGS.SILENT (\\Flagged)");
            }
            if (messages > KEPT) {
                client.run("STORE 1:" + (messages - KEPT) + " +FLAGS.SILENT (\\Deleted)");
                client.run("EXPUNGE");
            }
        }
    }
}
