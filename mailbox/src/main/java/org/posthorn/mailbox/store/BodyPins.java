package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Comparator;
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

    /// Transactions in progress; what they delete is too late to pin.
    private final Set<Release> releases = new HashSet<>();

    private final Set<BodyId> postponed = new HashSet<>();

    BodyPins(MailStorage storage) {
        this.storage = storage;
    }

    /// Keeps the body until [#unpin]; a failure means that it is being deleted.
    synchronized boolean pin(BodyId body) {
        for (Release release : releases) {
            if (release.condemned.containsAscending(body)) {
                return false;
            }
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
        /// Guarded by the pins' monitor.
        private BodyIds condemned = new BodyIds();

        private List<BodyId> keeping = new ArrayList<>();

        /// Drops one reference for each mention of a body; within the transaction, which may be run
        /// again.
        void release(BodyRows rows, BodyIds bodies) {
            forget();
            bodies.forEachSlice(slice -> {
                var unreferenced = rows.releaseReferences(slice);
                var kept = new ArrayList<BodyId>();
                rows.delete(condemn(unreferenced, kept));
                if (!kept.isEmpty()) {
                    rows.postponeDeletion(kept);
                    keeping.addAll(kept);
                }
            });
        }

        /// What an attempt did that was undone.
        private void forget() {
            synchronized (BodyPins.this) {
                condemned = new BodyIds();
                releases.add(this);
            }
            keeping = new ArrayList<>();
        }

        /// @param unreferenced higher than those of the calls before
        /// @param kept gets those that somebody reads
        /// @return those that are to be deleted
        private List<BodyId> condemn(List<BodyId> unreferenced, List<BodyId> kept) {
            var ascending = new ArrayList<>(unreferenced);
            ascending.sort(Comparator.comparingLong(BodyId::value));
            var deleting = new ArrayList<BodyId>();
            synchronized (BodyPins.this) {
                for (BodyId body : ascending) {
                    if (pins.containsKey(body)) {
                        kept.add(body);
                    } else {
                        condemned.add(body);
                        deleting.add(body);
                    }
                }
            }
            return deleting;
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
                releases.remove(this);
            }
        }
    }
}
