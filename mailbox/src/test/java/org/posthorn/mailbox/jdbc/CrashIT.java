package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.UidSet;

/// Kills a process in the middle of its deliveries, again and again, and looks what is there.
final class CrashIT {
    private static final int ROUNDS = 4;

    @TempDir private Path directory;

    @Test
    void kill_underConcurrentDelivery_losesAndDoublesNothingThatWasAcknowledged() throws Exception {
        List<AccountId> accounts;
        try (var storage = OpenStore.open(directory)) {

            accounts = List.of(storage.newAccount(), storage.newAccount());
        }
        long seed = System.nanoTime();
        var random = new Random(seed);
        var acknowledged = new HashSet<Long>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(runAndKill(round, accounts, 20 + random.nextInt(400)));
            check(accounts, acknowledged, "seed " + seed + ", round " + round);
        }
    }

    private List<Long> runAndKill(int round, List<AccountId> accounts, int deliveries)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(CrashingDeliverer.class.getName());
        command.add(directory.toString());
        command.add(Long.toString(round * 1_000_000L));
        accounts.forEach(account -> command.add(Long.toString(account.value())));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var acknowledged = new ArrayList<Long>();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged.add(Long.valueOf(line));
                if (acknowledged.size() == deliveries) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // A line cut off by the kill was not acknowledged.
        }
        process.waitFor();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(deliveries);
        return acknowledged;
    }

    private void check(List<AccountId> accounts, Set<Long> acknowledged, String where)
            throws IOException {
        try (var storage = OpenStore.open(directory)) {
            var found = messages(storage, accounts.getFirst());
            assertThat(found).as(where).doesNotHaveDuplicates().containsAll(acknowledged);
            // One commit for both.
            assertThat(messages(storage, accounts.getLast()))
                    .as(where)
                    .containsExactlyInAnyOrderElementsOf(found);
            assertThat(directory.resolve("incoming")).as(where).isEmptyDirectory();
        }
    }

    private static List<Long> messages(OpenStore storage, AccountId account) {
        var numbers = new ArrayList<Long>();
        var mailboxes = storage.store().mailboxesOf(account);
        try (var inbox = mailboxes.open(MailboxName.INBOX).orElseThrow()) {
            inbox.contents(UidSet.ALL, (_, content) -> numbers.add(number(content)));
            assertThat(numbers).hasSize(inbox.state().size());
        }
        return numbers;
    }

    /// The message's number; the rest of it is as it was delivered.
    private static long number(MessageContent content) {
        try (var in = content.open(0)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            String body = text.substring(text.indexOf("\r\n") + 2);
            long number = Long.parseLong(body.substring("Subject: ".length(), body.indexOf('\r')));
            assertThat(body).isEqualTo(CrashingDeliverer.message(number));
            return number;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
