package org.posthorn.mailbox.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.memory.MemoryTables.ViewerKey;
import org.posthorn.mailbox.rows.ViewerRows.ViewerFlag;
import org.posthorn.mailbox.store.BodyId;

/// Counts what only the tables tell: references of bodies, viewers, accounts without mailboxes.
final class MemoryRecount {
    private final MemoryTables tables;

    private MemoryRecount(MemoryTables tables) {
        this.tables = tables;
    }

    /// Every count is what counting gives, when no change is under way.
    static void check(MemoryStorage storage) {
        var recount = new MemoryRecount(storage.tables());
        recount.checkBodies();
        recount.checkViewers();
        recount.checkAccounts();
    }

    private void checkBodies() {
        Map<Long, Integer> shown = new HashMap<>();
        tables.messages.values().forEach(message -> count(shown, message.row().body()));
        tables.expunged
                .values()
                .forEach(
                        row -> row.kept().ifPresent(message -> count(shown, message.row().body())));
        tables.expansions
                .values()
                .forEach(expansion -> {
                    count(shown, expansion.message());
                    count(shown, expansion.placements());
                });
        tables.queue.values().forEach(entry -> count(shown, entry.body()));
        Map<Long, Integer> kept = new HashMap<>();
        tables.bodies.forEach((id, body) -> {
            if (body.references() > 0) {
                kept.put(id, body.references());
            }
            assertThat(body.retired().isPresent())
                    .as("body " + id + " is retired")
                    .isEqualTo(body.references() == 0);
        });
        assertThat(kept).as("references of bodies").isEqualTo(shown);
    }

    private static void count(Map<Long, Integer> shown, BodyId body) {
        shown.merge(body.value(), 1, Integer::sum);
    }

    private void checkViewers() {
        tables.counters.forEach((id, row) -> {
            long viewers =
                    tables.viewers.keySet().stream()
                            .filter(key -> key.mailbox().value() == id)
                            .count();
            assertThat(row.counters().viewers()).as("viewers of " + id).isEqualTo((int) viewers);
        });
        tables.viewers.forEach((key, seen) ->
                assertThat(seen).as("seen by " + key).isEqualTo((int) countSeen(key)));
    }

    private long countSeen(ViewerKey key) {
        var flags = tables.viewerFlags.get(key);
        return flags == null ? 0 : flags.values().stream().filter(ViewerFlag::seen).count();
    }

    private void checkAccounts() {
        var owners = new HashSet<AccountId>();
        tables.counters.values().forEach(row -> owners.add(row.counters().owner()));
        tables.accounts.forEach((account, kept) -> {
            if (!owners.contains(account)) {
                assertThat(kept.messages()).as("messages of " + account).isZero();
                assertThat(kept.sizeOctets()).as("octets of " + account).isZero();
            }
        });
    }
}
