package org.posthorn.mailbox.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxCounters;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoredMessage;
import org.posthorn.mailbox.store.Uid;

/// The tables of a [MemoryStorage]: maps of immutable rows, changed through [#put] and [#remove]
/// only, so that a transaction can be undone.
final class MemoryTables {
    record MailboxRow(AccountId account, MailboxInfo info, MailboxCounters counters) {}

    record MessageKey(MailboxId mailbox, Uid uid) implements Comparable<MessageKey> {
        @Override
        public int compareTo(MessageKey other) {
            int byMailbox = Long.compare(mailbox.value(), other.mailbox.value());
            return byMailbox != 0 ? byMailbox : uid.compareTo(other.uid);
        }
    }

    static final class Body {
        private final byte[] octets;
        private final byte[] parsed;
        private final int references;

        Body(byte[] octets, byte[] parsed, int references) {
            this.octets = octets;
            this.parsed = parsed;
            this.references = references;
        }

        byte[] octets() {
            return octets;
        }

        byte[] parsed() {
            return parsed;
        }

        int references() {
            return references;
        }

        Body withReferences(int newReferences) {
            return new Body(octets, parsed, newReferences);
        }
    }

    final Map<MailboxId, MailboxRow> mailboxes = new HashMap<>();
    final Map<AccountId, TreeSet<MailboxName>> subscriptions = new HashMap<>();
    final NavigableMap<MessageKey, StoredMessage> messages = new TreeMap<>();
    final NavigableMap<MessageKey, ModSequence> expunged = new TreeMap<>();
    final Map<BodyId, Body> bodies = new HashMap<>();
    long lastMailbox;
    long lastBody;
    long lastUidValidity;

    private final Deque<Runnable> undo = new ArrayDeque<>();

    <K, V> void put(Map<K, V> table, K key, V row) {
        V before = table.put(key, row);
        undo.push(() -> {
            if (before == null) {
                table.remove(key);
            } else {
                table.put(key, before);
            }
        });
    }

    <K, V> void remove(Map<K, V> table, K key) {
        V before = table.remove(key);
        if (before != null) {
            undo.push(() -> table.put(key, before));
        }
    }

    /// The part of a table that belongs to a mailbox.
    static <V> NavigableMap<MessageKey, V> of(
            MailboxId mailbox, NavigableMap<MessageKey, V> table, Uid first, Uid last) {
        return table.subMap(
                new MessageKey(mailbox, first), true, new MessageKey(mailbox, last), true);
    }

    static <V> NavigableMap<MessageKey, V> of(
            MailboxId mailbox, NavigableMap<MessageKey, V> table) {
        return of(mailbox, table, Uid.FIRST, new Uid(Uid.MAX_VALUE));
    }

    void commit() {
        undo.clear();
    }

    void rollback() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
