package org.posthorn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The messages of the selected mailbox as a client has been told of them: by number, with the UIDs
/// that it knows.
final class MailboxView implements ImapClient.Responses {
    private static final Pattern NUMBERED =
            Pattern.compile("^\\* (\\d+) (EXISTS|EXPUNGE|FETCH)\\b");

    private final List<Long> uids = new ArrayList<>();

    /// Forgets everything, for another mailbox.
    void clear() {
        uids.clear();
    }

    int count() {
        return uids.size();
    }

    /// Those whose UIDs are known, oldest first.
    List<Long> knownUids() {
        return uids.stream().filter(uid -> uid > 0).toList();
    }

    @Override
    public void untagged(String line) {
        var matcher = NUMBERED.matcher(line);
        if (!matcher.find()) {
            return;
        }
        int number = Integer.parseInt(matcher.group(1));
        switch (matcher.group(2)) {
            case "EXISTS" -> grow(number);
            case "EXPUNGE" -> {
                if (number <= uids.size()) {
                    uids.remove(number - 1);
                }
            }
            default -> {
                long uid = Ledger.uidIn(line);
                if (uid > 0 && number <= uids.size()) {
                    uids.set(number - 1, uid);
                }
            }
        }
    }

    private void grow(int count) {
        while (uids.size() < count) {
            uids.add(0L);
        }
    }
}
