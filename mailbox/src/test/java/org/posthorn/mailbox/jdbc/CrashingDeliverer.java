package org.posthorn.mailbox.jdbc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.Placement;

/// A process that delivers as fast as it can, and says on standard output what it was told is on
/// disk, until it is killed.
///
/// Arguments: the data directory, the first number of its messages, the ids of two accounts.
final class CrashingDeliverer {
    private static final int THREADS = 8;

    /// One in so many is large enough to be a file while it arrives, and several chunks.
    private static final int LARGE = 20;

    private CrashingDeliverer() {}

    public static void main(String[] args) {
        var storage = OpenStore.open(Path.of(args[0]));
        long first = Long.parseLong(args[1]);
        var accounts =
                Arrays.stream(args).skip(2).map(id -> new AccountId(Long.parseLong(id))).toList();
        for (int thread = 0; thread < THREADS; thread++) {
            long start = first + thread;
            Thread.ofPlatform()
                    .start(() -> {
                        for (long number = start; ; number += THREADS) {
                            deliver(storage, number, accounts);
                            acknowledge(number);
                        }
                    });
        }
    }

    private static void acknowledge(long number) {
        synchronized (CrashingDeliverer.class) {
            System.out.println(number);
        }
    }

    private static void deliver(OpenStore storage, long number, List<AccountId> accounts) {
        var deliveries = new ArrayList<Placement>();
        accounts.forEach(account ->
                deliveries.add(new Placement.IntoInbox(account, "Delivered-To: somebody\r\n")));
        try (var body = storage.store().newBody()) {
            body.write(message(number).getBytes(StandardCharsets.US_ASCII));
            storage.store().deliver(storage.store().examine(body), deliveries);
        }
    }

    static String message(long number) {
        return "Subject: "
                + number
                + "\r\n\r\n"
                + "0123456789\r\n".repeat(number % LARGE == 0 ? 10_000 : 50);
    }
}
