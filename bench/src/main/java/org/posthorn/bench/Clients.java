package org.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs clients at the same time, each on a virtual thread.
final class Clients {
    private Clients() {}

    /// What one client does; it is told which one it is.
    interface Task<T> {
        T run(int client) throws IOException, InterruptedException;
    }

    /// The clients' results, in order; the first failure is thrown when all have ended.
    static <T> List<T> runAll(int clients, Task<T> task) throws IOException, InterruptedException {
        var futures = new ArrayList<Future<T>>(clients);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                int client = i;
                futures.add(executor.submit(() -> task.run(client)));
            }
        }
        var results = new ArrayList<T>(clients);
        for (var future : futures) {
            results.add(result(future));
        }
        return results;
    }

    private static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case UncheckedIOException unchecked -> throw unchecked.getCause();
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
