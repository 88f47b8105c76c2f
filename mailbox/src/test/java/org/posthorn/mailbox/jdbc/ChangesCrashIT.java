package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;

/// Kills a process within every kind of change, again and again, and looks at what is left.
final class ChangesCrashIT {
    private static final int ROUNDS = 3;

    @TempDir private Path directory;

    private final Set<String> copied = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<Long> appended = new HashSet<>();
    private final Set<Long> removed = new HashSet<>();
    private long expunged;

    @Test
    void kill_withinEveryKindOfChange_leavesAllOrNothingOfIt() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<AccountId> accounts;
        try (var storage = OpenStore.open(directory)) {
            accounts = IntStream.range(0, 4).mapToObj(_ -> storage.newAccount()).toList();
            for (int i = 0; i < 2; i++) {
                try (var archive = open(storage, accounts.get(i), "Archive")) {
                    CrashingChanger.fill(storage.store(), archive, "stock-", CrashingChanger.MANY);
                }
            }
            storage.store()
                    .mailboxesOf(accounts.get(3))
                    .create(new MailboxName("one/below/deep"), Set.of());
        }
        for (int round = 0; round < ROUNDS; round++) {
            runAndKill(round, accounts, random.nextInt(1500));
            check(accounts, "seed " + seed + ", round " + round);
        }
        assertThat(copied).as("seed " + seed).isNotEmpty();
        assertThat(removed).as("seed " + seed).isNotEmpty();
    }

    private static Mailbox open(OpenStore storage, AccountId account, String name) {
        return storage.store().mailboxesOf(account).open(new MailboxName(name)).orElseThrow();
    }

    private void runAndKill(int round, List<AccountId> accounts, int millis)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(CrashingChanger.class.getName());
        command.add(directory.toString());
        command.add("r" + round);
        accounts.forEach(account -> command.add(Long.toString(account.value())));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var begun = new CountDownLatch(1);
        var reader = Thread.ofVirtual().start(() -> read(process, begun));
        begun.await();
        process.waitFor(1500 + millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        process.waitFor();
        reader.join();
    }

    /// @param begun is told of the first change, before which a kill shows nothing
    private void read(Process process, CountDownLatch begun) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = lines.readLine();
            while (line != null) {
                note(line);
                begun.countDown();
                line = lines.readLine();
            }
        } catch (IOException e) {
            // A line cut off by the kill was not acknowledged.
        } finally {
            begun.countDown();
        }
    }

    private void note(String line) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "copied" -> copied.add(words[1]);
            case "deleted" -> deleted.add(words[1]);
            case "appended" -> appended.add(Long.parseLong(words[1]));
            case "removed" -> removed.add(Long.parseLong(words[1]));
            case "expunged" -> expunged = Long.parseLong(words[1]);
            default -> throw new AssertionError(line);
        }
    }

    private void check(List<AccountId> accounts, String where) {
        try (var storage = OpenStore.open(directory)) {
            TestMail.sweep(storage.mail());
            Recount.check(storage.storage().mail());
            checkCopies(storage, accounts.get(0), where);
            try (var here = open(storage, accounts.get(1), "Archive");
                    var there = open(storage, accounts.get(1), "Trash")) {
                assertThat(here.state().size() + there.state().size())
                        .as(where)
                        .isEqualTo(CrashingChanger.MANY);
            }
            checkAppended(storage, accounts.get(2), where);
            checkTree(storage, accounts.get(3), where);
            removed.forEach(
                    account -> assertThat(storage.store().usage(new AccountId(account))).isEmpty());
            checkRows(storage, where);
        }
    }

    private void checkCopies(OpenStore storage, AccountId account, String where) {
        for (var info : storage.store().mailboxesOf(account).list()) {
            String name = info.name().value();
            if (name.startsWith("copy-")) {
                assertThat(deleted).as(where).doesNotContain(name);
                try (var copy = open(storage, account, name)) {
                    assertThat(copy.state().size())
                            .as(where + ", " + name)
                            .isIn(
                                    copied.contains(name)
                                            ? List.of(CrashingChanger.MANY)
                                            : List.of(0, CrashingChanger.MANY));
                }
                storage.store().mailboxesOf(account).delete(info.name());
                deleted.add(name);
            }
        }
        TestMail.sweep(storage.mail());
    }

    /// What was told to be there is, but for what was told to be expunged, or was just going to be.
    private void checkAppended(OpenStore storage, AccountId account, String where) {
        try (var inbox = open(storage, account, "INBOX")) {
            var state = inbox.state();
            var there = new HashSet<Long>();
            for (int i = 0; i < state.size(); i++) {
                there.add(state.uidValue(i));
            }
            long first = there.stream().min(Long::compare).orElse(Long.MAX_VALUE);
            assertThat(first).as(where).isGreaterThan(expunged);
            assertThat(there)
                    .as(where)
                    .containsAll(appended.stream().filter(uid -> uid >= first).toList());
        }
    }

    private static void checkTree(OpenStore storage, AccountId account, String where) {
        var names =
                storage.store().mailboxesOf(account).list().stream()
                        .map(info -> info.name().value())
                        .filter(name -> name.endsWith("one/below/deep"))
                        .toList();
        assertThat(names).as(where).hasSize(1);
    }

    /// Nothing is left of what is gone, and every body is counted as often as it is shown.
    private static void checkRows(OpenStore storage, String where) {
        storage.database()
                .reading(tx -> {
                    var shown = new HashMap<Long, Integer>();
                    tx.forEach(
                            "SELECT body_id FROM messages",
                            row -> shown.merge(row.getLong(1), 1, Integer::sum));
                    Map<Long, Integer> counted = new HashMap<>();
                    tx.forEach(
                            "SELECT body_id, reference_count FROM body_references",
                            row -> counted.put(row.getLong(1), row.getInt(2)));
                    assertThat(counted).as(where).isEqualTo(shown);
                    assertThat(count(tx, HIDDEN)).as(where).isZero();
                    assertThat(count(tx, "SELECT COUNT(*) FROM mass_copies")).as(where).isZero();
                    return true;
                });
    }

    private static final String HIDDEN =
            """
            SELECT COUNT(*) FROM messages m WHERE NOT EXISTS (
                SELECT 1 FROM mailbox_counters c
                WHERE c.mailbox_id = m.mailbox_id AND m.uid < c.uid_next)
            """;

    private static int count(JdbcTransaction tx, String sql) {
        return tx.first(sql, row -> row.getInt(1)).orElseThrow();
    }
}
