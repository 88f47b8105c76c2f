package org.posthorn.bench;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.bench.ImapClient.Completion;

/// What one client asked for and when; used by that client only.
final class CommandLog {
    /// A command from its first octet until its answer, or until the client gave up.
    ///
    /// @param error why it did not succeed; empty if it did
    record Entry(CommandKind kind, long startNanos, long endNanos, String error) {
        boolean failed() {
            return !error.isEmpty();
        }

        long nanos() {
            return endNanos - startNanos;
        }
    }

    /// Sends a command and waits for what comes back.
    interface Exchange {
        Completion run() throws IOException;
    }

    private final List<Entry> entries = new ArrayList<>();

    List<Entry> entries() {
        return entries;
    }

    Completion timed(CommandKind kind, Exchange exchange) throws IOException {
        long start = System.nanoTime();
        try {
            var completion = exchange.run();
            add(kind, start, errorIn(completion));
            return completion;
        } catch (SocketTimeoutException e) {
            add(kind, start, "no answer in time");
            throw e;
        } catch (IOException e) {
            add(kind, start, "broke off: " + e.getMessage());
            throw e;
        }
    }

    /// What RFC 5530 has for a message that another session has expunged meanwhile is no error.
    static String errorIn(Completion completion) {
        boolean raced = completion.text().startsWith("NO [EXPUNGEISSUED]");
        return completion.ok() || raced ? "" : completion.text();
    }

    private void add(CommandKind kind, long start, String error) {
        entries.add(new Entry(kind, start, System.nanoTime(), error));
    }
}
