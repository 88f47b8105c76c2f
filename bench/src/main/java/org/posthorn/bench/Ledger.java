package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
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
    private final Set<Long> appended = ConcurrentHashMap.newKeySet();
    private final Map<Long, Origin> copied = new ConcurrentHashMap<>();
    private final Set<Long> deleted = ConcurrentHashMap.newKeySet();

    /// What a message was copied from, and whether that may have been marked as deleted then: the
    /// mark is copied, too.
    private record Origin(Ledger ledger, long uid, boolean mayBeDeleted) {}

    Ledger(Account account, String mailbox) {
        this.account = account;
        this.mailbox = mailbox;
    }

    String mailbox() {
        return mailbox;
    }

    /// The server has said that it keeps this new message.
    void appended(long uid) {
        appended.add(uid);
    }

    /// The server has said that it keeps this copy.
    void copied(long uid, Ledger source, long sourceUid) {
        copied.put(uid, new Origin(source, sourceUid, source.deleted.contains(sourceUid)));
    }

    /// A client is about to delete this message.
    void deleted(long uid) {
        deleted.add(uid);
    }

    /// The UIDs that must be there; after the end of all clients.
    Set<Long> expected() {
        var expected = new TreeSet<>(appended);
        copied.keySet().stream().filter(uid -> !mayBeBornDeleted(uid)).forEach(expected::add);
        expected.removeAll(deleted);
        return expected;
    }

    /// Whether a message may have come here with the mark, perhaps from copy to copy; so may one of
    /// which no answer told.
    private boolean mayBeBornDeleted(long uid) {
        if (appended.contains(uid)) {
            return false;
        }
        var origin = copied.get(uid);
        return origin == null || origin.mayBeDeleted || origin.ledger.mayBeBornDeleted(origin.uid);
    }

    /// The UIDs that are missing on the server.
    Set<Long> missingAt(Peer peer, Duration patience) throws IOException {
        var missing = expected();
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
