package org.posthorn.bench;

import java.io.IOException;

/// What was delivered to the accounts that mail is delivered to.
final class Delivered {
    private static final int BUFFER_OCTETS = 1024;

    private Delivered() {}

    /// A rate counts only if each acknowledged message is there.
    static void verify(Peer peer, int acknowledged, Results results)
            throws IOException, InterruptedException {
        var found =
                Clients.runAll(
                        Account.RECIPIENTS.size(),
                        i -> {
                            var account = Account.RECIPIENTS.get(i);
                            try (var client =
                                    ImapClient.login(peer.imapsPort(), account, BUFFER_OCTETS)) {
                                return client.messages("INBOX");
                            }
                        });
        int sum = found.stream().mapToInt(Integer::intValue).sum();
        if (sum != acknowledged) {
            throw new IOException(
                    "%s acknowledged %d messages and has %d"
                            .formatted(peer.name(), acknowledged, sum));
        }
        results.say(
                "%s has all of the %,d messages that it acknowledged"
                        .formatted(peer.name(), acknowledged));
    }
}
