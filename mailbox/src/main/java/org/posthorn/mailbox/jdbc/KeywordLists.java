package org.posthorn.mailbox.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;

/// The keywords of mailboxes by their numbers, as lately read. Lists only grow, so one that was
/// read is the beginning of the one that is there.
final class KeywordLists {
    private static final int MAX_MAILBOXES = 20_000;

    /// Sets of flags of one mailbox that are kept, so that its messages share them.
    private static final int MAX_SETS = 1000;

    /// A mailbox's list.
    static final class Names {
        private final List<String> names;
        private final Map<Stored, Flags> flags = new ConcurrentHashMap<>();

        Names(List<String> names) {
            this.names = List.copyOf(names);
        }

        List<String> all() {
            return names;
        }

        /// The number of a keyword, or -1.
        int number(String keyword) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equalsIgnoreCase(keyword)) {
                    return i;
                }
            }
            return -1;
        }

        /// The flags of a row, unless it has a keyword that is not in the list.
        ///
        /// @param octets a bit for each keyword's number
        @Nullable Flags flags(int systemBits, byte[] octets) {
            var stored = new Stored(systemBits, BitSet.valueOf(octets));
            Flags known = flags.get(stored);
            if (known != null || stored.keywords.length() > names.size()) {
                return known;
            }
            var keywords = stored.keywords.stream().mapToObj(names::get).toList();
            var made = Flags.of(systemBits, keywords);
            if (flags.size() < MAX_SETS) {
                flags.put(stored, made);
            }
            return made;
        }
    }

    /// Flags as a row has them; never changed.
    private record Stored(int systemBits, BitSet keywords) {}

    private final Cache<MailboxId, Names> lists =
            Caffeine.newBuilder().maximumSize(MAX_MAILBOXES).executor(Runnable::run).build();

    @Nullable Names get(MailboxId mailbox) {
        return lists.getIfPresent(mailbox);
    }

    void put(MailboxId mailbox, Names names) {
        lists.put(mailbox, names);
    }
}
