package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Fills a mailbox with many messages, in whichever way the server is quick at.
///
/// @param sizeOctets of each message
record Filling(Peer peer, int sizeOctets) {
    private static final int BUFFER_OCTETS = 64 * 1024;
    private static final int LMTP_CONNECTIONS = 16;
    private static final int APPENDED_TOGETHER = 500;
    private static final int COPIED_TOGETHER = 10_000;
    private static final AtomicLong NUMBERS = new AtomicLong(1L << 34);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Fills an empty INBOX with messages that all have a content of their own.
    void distinct(Account account, int messages) throws IOException, InterruptedException {
        long first = NUMBERS.getAndAdd(messages);
        var stock = Stock.of(Corpus.ofAbout(sizeOctets), first, messages, Stock.MOST_OCTETS);
        try (var client = login(account)) {
            if (client.announces("MULTIAPPEND")) {
                append(client, stock, messages);
            } else {
                new Delivery(stock, List.of(account), LMTP_CONNECTIONS, messages, LONGEST).to(peer);
            }
            requireMessages(client, messages);
        }
    }

    /// Fills an empty INBOX by copies of a few thousand messages.
    void copies(Account account, int originals, int messages)
            throws IOException, InterruptedException {
        distinct(account, Math.min(originals, messages));
        try (var client = login(account)) {
            client.run("SELECT INBOX");
            int count = Math.min(originals, messages);
            while (count < messages) {
                int more = Math.min(Math.min(count, messages - count), COPIED_TOGETHER);
                client.run("COPY 1:" + more + " INBOX");
                count += more;
            }
            requireMessages(client, messages);
        }
    }

    private ImapClient login(Account account) throws IOException {
        return ImapClient.login(peer.imapsPort(), account, BUFFER_OCTETS, PATIENCE);
    }

    private static void append(ImapClient client, Stock stock, int messages) throws IOException {
        int left = messages;
        while (left > 0) {
            var some = new ArrayList<byte[]>();
            while (left > 0 && some.size() < APPENDED_TOGETHER) {
                some.add(stock.next());
                left--;
            }
            client.appendAll("INBOX", some);
        }
    }

    private void requireMessages(ImapClient client, int expected) throws IOException {
        int found = client.messages("INBOX");
        if (found != expected) {
            throw new IOException(
                    "%s was given %d messages and has %d".formatted(peer.name(), expected, found));
        }
    }
}
