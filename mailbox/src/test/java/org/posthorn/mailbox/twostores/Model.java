package org.posthorn.mailbox.twostores;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SystemFlag;

/// What an account must have, whoever changed it.
final class Model {
    /// A message: its text and its flags.
    record Message(String text, Flags flags) {}

    /// A mailbox.
    static final class Box {
        final NavigableMap<Long, Message> messages = new TreeMap<>();
        private long uidNext = 1;

        long add(Message message) {
            messages.put(uidNext, message);
            return uidNext++;
        }

        long uidNext() {
            return uidNext;
        }

        int unseen() {
            return count(SystemFlag.SEEN, false);
        }

        int deleted() {
            return count(SystemFlag.DELETED, true);
        }

        private int count(SystemFlag flag, boolean wanted) {
            return (int)
                    messages.values().stream()
                            .filter(message -> message.flags().has(flag) == wanted)
                            .count();
        }

        List<Long> uids() {
            return new ArrayList<>(messages.keySet());
        }
    }

    final Map<MailboxName, Box> boxes = new LinkedHashMap<>();
    final TreeSet<MailboxName> subscriptions = new TreeSet<>();

    Model() {
        for (String name : List.of("INBOX", "Drafts", "Sent", "Junk", "Trash", "Archive")) {
            boxes.put(new MailboxName(name), new Box());
            subscriptions.add(new MailboxName(name));
        }
    }

    Box box(MailboxName name) {
        Box box = boxes.get(name);
        if (box == null) {
            throw new IllegalArgumentException("no such mailbox: " + name);
        }
        return box;
    }

    boolean hasBelow(MailboxName name) {
        return boxes.keySet().stream().anyMatch(each -> each.isBelow(name));
    }
}
