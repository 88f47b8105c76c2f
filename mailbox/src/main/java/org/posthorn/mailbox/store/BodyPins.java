package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps bodies that somebody is reading when their last message is expunged.
///
/// A body is deleted with its last reference, in the same transaction; one that is pinned then is
/// only marked, and deleted when its last pin goes.
final class BodyPins {
    private final MailStorage storage;
    private final Map<BodyId, Integer> pins = new HashMap<>();

    /// Bodies that a transaction in progress deletes: too late to pin.
    private final Set<BodyId> condemned = new HashSet<>();

    private final Set<BodyId> postponed = new HashSet<>();

    BodyPins(MailStorage storage) {
        this.storage = storage;
    }

    /// Keeps the body until [#unpin]; a failure means that it is being deleted.
    synchronized boolean pin(BodyId body) {
        if (condemned.contains(body)) {
            return false;
        }
        pins.merge(body, 1, Integer::sum);
        return true;
    }

    void unpin(List<BodyId> bodies) {
        var free = new ArrayList<BodyId>();
        synchronized (this) {
            for (BodyId body : bodies) {
                pins.computeIfPresent(body, (_, count) -> count == 1 ? null : count - 1);
                if (!pins.containsKey(body) && postponed.remove(body)) {
                    free.add(body);
                }
            }
        }
        delete(free);
    }

    /// Deletes what nobody refers to; what cannot be deleted now is at the next start.
    private void delete(List<BodyId> bodies) {
        if (bodies.isEmpty()) {
            return;
        }
        try {
            storage.inTransaction(tx -> {
                tx.bodies().delete(bodies);
                return true;
            });
        } catch (RuntimeException e) {
            // The change is done, which must not look as if it were not.
            System.getLogger(BodyPins.class.getName())
                    .log(System.Logger.Level.WARNING, "expunged messages are deleted later", e);
        }
    }

    Release newRelease() {
        return new Release();
    }

    /// The bodies that one change lets go of. Close it when the transaction has ended, whichever
    /// way.
    final class Release implements AutoCloseable {
        private List<BodyId> deleting = List.of();
        private List<BodyId> keeping = List.of();

        /// Drops one reference for each mention of a body; within the transaction, which may be run
        /// again.
        void release(BodyRows rows, List<BodyId> bodies) {
            var unreferenced = rows.releaseReferences(bodies);
            sort(unreferenced);
            rows.delete(deleting);
            if (!keeping.isEmpty()) {
                rows.postponeDeletion(keeping);
            }
        }

        private void sort(List<BodyId> unreferenced) {
            synchronized (BodyPins.this) {
                deleting.forEach(condemned::remove);
                deleting = new ArrayList<>();
                keeping = new ArrayList<>();
                for (BodyId body : unreferenced) {
                    (pins.containsKey(body) ? keeping : deleting).add(body);
                }
                condemned.addAll(deleting);
            }
        }

        /// To be called when the transaction has been committed and published.
        void committed() {
            var free = new ArrayList<BodyId>();
            synchronized (BodyPins.this) {
                for (BodyId body : keeping) {
                    if (pins.containsKey(body)) {
                        postponed.add(body);
                    } else {
                        free.add(body);
                    }
                }
            }
            delete(free);
        }

        @Override
        public void close() {
            synchronized (BodyPins.this) {
                deleting.forEach(condemned::remove);
            }
        }
    }
}
