package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// What must be in one mailbox, whatever its clients did at the same time: all that was
/// acknowledged, less what somebody may have deleted.
final class Ledger {
    private static final int BUFFER_OCTETS = 16 * 1024;
    private static final Pattern UID = Pattern.compile("^\\* \\d+ FETCH \\(.*\\bUID (\\d+)");

    private final Account account;
    private final String mailbox;
    private final Set<Long> stored = ConcurrentHashMap.newKeySet();
    private final Set<Long> deleted = ConcurrentHashMap.newKeySet();

    Ledger(Account account, String mailbox) {
        this.account = account;
        this.mailbox = mailbox;
    }

    String mailbox() {
        return mailbox;
    }

    /// The server has said that it keeps this message.
    void stored(long uid) {
        stored.add(uid);
    }

    /// A client is about to delete this message.
    void deleted(long uid) {
        deleted.add(uid);
    }

    boolean mayBeDeleted(long uid) {
        return deleted.contains(uid);
    }

    /// The UIDs that are missing on the server.
    Set<Long> missingAt(Peer peer, Duration patience) throws IOException {
        var missing = new TreeSet<>(stored);
        missing.removeAll(deleted);
        try (var client = ImapClient.login(peer.imapsPort(), account, BUFFER_OCTETS, patience)) {
            client.run("SELECT " + mailbox);
            var fetched = client.ask("UID FETCH 1:* (UID)", line -> missing.remove(uidIn(line)));
            if (!fetched.ok()) {
                throw new IOException("UID FETCH was answered with " + fetched.text());
            }
        }
        return missing;
    }

    /// The UID in a FETCH response, 0 if there is none.
    static long uidIn(String line) {
        var matcher = UID.matcher(line);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Override
    public String toString() {
        return mailbox + " of " + account.address();
    }
}
