package org.posthorn.mailbox.jdbc;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.UidSet;

/// Measures the store alone, to profile it: no test. Arguments: a new data directory, seconds.
final class StoreProbe {
    private static final int ACCOUNTS = 64;

    private StoreProbe() {}

    public static void main(String[] args) throws Exception {
        try (var storage = OpenStore.open(Path.of(args[0]))) {

            var accounts = new ArrayList<AccountId>();
            for (int i = 0; i < ACCOUNTS; i++) {
                accounts.add(storage.newAccount());
            }
            int seconds = Integer.parseInt(args[1]);
            for (int threads : List.of(16)) {
                deliver(storage, accounts, threads, seconds, 4);
            }
            deliver(storage, accounts, 16, seconds, 30);
            var reader = storage.newAccount();
            fill(storage, reader, 20_000);
            for (int i = 0; i < 12; i++) {
                read(storage, reader);
            }
        }
    }

    static byte[] message(long number, int kilobytes) {
        var text = new StringBuilder();
        text.append("Received: from client.example.org (client.example.org [192.0.2.1])\r\n")
                .append("\tby mx.example.com with LMTP id ")
                .append(number)
                .append(";\r\n\tSun, 22 Nov 2026 06:00:00 +0000\r\n")
                .append("Date: Sun, 22 Nov 2026 06:00:00 +0000\r\nFrom: Bob <bob@example.org>\r\n")
                .append("To: Alice <alice@example.com>\r\nSubject: Message number ")
                .append(number)
                .append("\r\nMessage-ID: <")
                .append(number)
                .append("@example.org>\r\n")
                .append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        var random = new Random(number);
        while (text.length() < kilobytes * 1024) {
            for (int word = 0; word < 10; word++) {
                for (int letter = 2 + random.nextInt(7); letter > 0; letter--) {
                    text.append((char) ('a' + random.nextInt(26)));
                }
                text.append(' ');
            }
            text.append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void deliver(
            OpenStore storage, List<AccountId> accounts, int threads, int seconds, int kilobytes)
            throws InterruptedException {
        var messages = new ArrayList<byte[]>();
        for (int i = 0; i < 100; i++) {
            messages.add(message(i, kilobytes));
        }
        var count = new AtomicLong();
        long cpuStart = cpuNanos();
        var next = new AtomicInteger();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var running = new ArrayList<Thread>();
        for (int t = 0; t < threads; t++) {
            running.add(
                    Thread.startVirtualThread(() -> {
                        while (System.nanoTime() < end) {
                            int number = next.getAndIncrement();
                            deliverOne(
                                    storage,
                                    accounts.get(number % accounts.size()),
                                    messages.get(number % messages.size()));
                            count.incrementAndGet();
                        }
                    }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        System.out.println(
                threads
                        + " threads, "
                        + kilobytes
                        + " KiB: "
                        + count.get() / seconds
                        + "/s, CPU "
                        + (cpuNanos() - cpuStart) / 1000 / count.get()
                        + " us each");
    }

    /// Of all threads; says more than the clock on a machine with other work.
    private static long cpuNanos() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
    }

    private static void deliverOne(OpenStore storage, AccountId account, byte[] message) {
        try (var body = storage.store().newBody()) {
            body.write(message);
            storage.store()
                    .deliver(
                            storage.store().examine(body),
                            List.of(
                                    new Placement.IntoInbox(
                                            account, "Delivered-To: alice@example.com\r\n")));
        }
    }

    private static void fill(OpenStore storage, AccountId account, int count)
            throws InterruptedException {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        var next = new AtomicInteger();
        var running = new ArrayList<Thread>();
        for (int t = 0; t < 16; t++) {
            running.add(
                    Thread.startVirtualThread(() -> {
                        while (next.getAndIncrement() < count) {
                            deliverOne(storage, account, message(next.get(), 4));
                        }
                    }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        rate("one mailbox, 16 threads", count, start, cpu);
    }

    private static void rate(String what, int count, long start, long cpuStart) {
        long nanos = System.nanoTime() - start;
        System.out.println(
                what
                        + ": "
                        + count * 1_000_000_000L / nanos
                        + "/s, CPU "
                        + (cpuNanos() - cpuStart) / 1000.0 / count
                        + " us each");
    }

    private static void read(OpenStore storage, AccountId account) {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        try (var inbox =
                storage.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow()) {
            rate("open", inbox.state().size(), start, cpu);
            start = System.nanoTime();
            cpu = cpuNanos();
            inbox.summaries(UidSet.ALL, _ -> {});
            rate("summaries", inbox.state().size(), start, cpu);
            start = System.nanoTime();
            cpu = cpuNanos();
            var octets = new AtomicLong();
            inbox.contents(UidSet.ALL, (_, content) -> octets.addAndGet(content.size()));
            rate("contents", inbox.state().size(), start, cpu);
        }
    }
}
