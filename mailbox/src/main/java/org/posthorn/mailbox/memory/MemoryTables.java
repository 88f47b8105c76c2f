package org.posthorn.mailbox.memory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.rows.AccountCounters;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.MailboxRight;
import org.posthorn.mailbox.rows.PendingRows.Examined;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.rows.PendingRows.Gone;
import org.posthorn.mailbox.rows.PendingRows.MassCopy;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.rows.ViewerRows.ViewerFlag;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;

/// The tables of a [MemoryStorage]: maps of immutable rows, changed through [#put] and [#remove]
/// only, so that a transaction can be undone.
final class MemoryTables {
    record TreeRow(long version, SortedSet<MailboxName> subscriptions) {}

    record MailboxRow(AccountId account, MailboxInfo info) {}

    record CounterRow(
            MailboxCounters counters, long commit, Uid recentFloor, ModSequence forgotten) {
        CounterRow with(MailboxCounters newCounters, long newCommit) {
            return new CounterRow(newCounters, newCommit, recentFloor, forgotten);
        }
    }

    record MessageKey(MailboxId mailbox, Uid uid) implements Comparable<MessageKey> {
        @Override
        public int compareTo(MessageKey other) {
            int byMailbox = Long.compare(mailbox.value(), other.mailbox.value());
            return byMailbox != 0 ? byMailbox : uid.compareTo(other.uid);
        }
    }

    /// @param kept all of the message, if it can be brought back
    record ExpungedRow(ModSequence modSequence, Instant when, Optional<StoredMessage> kept) {}

    record ViewerKey(MailboxId mailbox, AccountId account) {}

    record RightKey(MailboxId mailbox, Optional<AccountId> grantee) {}

    record LogKey(int day, long number) implements Comparable<LogKey> {
        @Override
        public int compareTo(LogKey other) {
            int byDay = Integer.compare(day, other.day);
            return byDay != 0 ? byDay : Long.compare(number, other.number);
        }
    }

    static final class Body {
        private final byte[] octets;
        private final byte[] parsed;
        private final int references;
        private final Optional<Instant> retired;

        Body(byte[] octets, byte[] parsed, int references, Optional<Instant> retired) {
            this.octets = octets;
            this.parsed = parsed;
            this.references = references;
            this.retired = retired;
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

        /// Since when no message has it.
        Optional<Instant> retired() {
            return retired;
        }

        Body withReferences(int newReferences) {
            return new Body(octets, parsed, newReferences, retired);
        }
    }

    final Map<AccountId, TreeRow> trees = new HashMap<>();
    final Map<AccountId, AccountCounters> accounts = new HashMap<>();
    final NavigableMap<Long, MailboxRow> mailboxes = new TreeMap<>();
    final NavigableMap<Long, CounterRow> counters = new TreeMap<>();
    final Map<MailboxId, List<String>> keywords = new HashMap<>();
    final Map<RightKey, MailboxRight> rights = new HashMap<>();
    final Map<ViewerKey, Integer> viewers = new HashMap<>();
    final Map<ViewerKey, NavigableMap<Uid, ViewerFlag>> viewerFlags = new HashMap<>();
    final NavigableMap<MessageKey, StoredMessage> messages = new TreeMap<>();
    final NavigableMap<MessageKey, ExpungedRow> expunged = new TreeMap<>();
    final NavigableMap<Long, Body> bodies = new TreeMap<>();
    final Map<MailboxId, MassCopy> copies = new HashMap<>();
    final Map<MailboxId, Gone> gone = new HashMap<>();
    final Map<String, Long> followers = new HashMap<>();
    final NavigableMap<Long, QueueEntry> queue = new TreeMap<>();
    final Map<BodyId, Expansion> expansions = new HashMap<>();
    final Map<Boolean, Examined> examined = new HashMap<>();
    final Map<Boolean, Long> lastGone = new HashMap<>();
    final Map<Boolean, Long> lastUidValidity = new HashMap<>();

    final NavigableMap<LogKey, LogPiece> youngLog = new TreeMap<>();
    final NavigableMap<LogKey, LogPiece> packedLog = new TreeMap<>();
    final Map<Boolean, Long> lastLogNumber = new HashMap<>();

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

    /// Adds a row under a key that no other has, as a database demands it.
    <K, V> void insert(Map<K, V> table, K key, V row) {
        if (table.containsKey(key)) {
            throw new StoreException("there is a row of " + key + " already");
        }
        put(table, key, row);
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
