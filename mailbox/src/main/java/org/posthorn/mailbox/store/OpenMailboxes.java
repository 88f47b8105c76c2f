package org.posthorn.mailbox.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The mailboxes in use, one [SharedMailbox] each, and some that were in use lately: clients come
/// back.
final class OpenMailboxes {
    /// How many messages the mailboxes that nobody uses may have in all; a message costs some 50
    /// octets.
    private static final int MAX_IDLE_MESSAGES = 100_000;

    private final MailStorage storage;
    private final RecentFloors recentFloors;
    private final Map<MailboxId, Use> used = new HashMap<>();

    /// Not in use, least lately used first.
    private final Map<MailboxId, SharedMailbox> idle = new LinkedHashMap<>();

    private long idleMessages;

    private static final class Use {
        private final SharedMailbox mailbox;
        private int users;

        Use(SharedMailbox mailbox) {
            this.mailbox = mailbox;
        }
    }

    OpenMailboxes(MailStorage storage, RecentFloors recentFloors) {
        this.storage = storage;
        this.recentFloors = recentFloors;
    }

    /// Takes hold of the mailbox until [#release].
    synchronized SharedMailbox retain(MailboxId id) {
        Use use = used.computeIfAbsent(id, this::wakeUp);
        use.users++;
        return use.mailbox;
    }

    private Use wakeUp(MailboxId id) {
        SharedMailbox mailbox = idle.remove(id);
        if (mailbox == null) {
            return new Use(new SharedMailbox(id, storage, recentFloors));
        }
        idleMessages -= mailbox.state().size();
        return new Use(mailbox);
    }

    synchronized void release(SharedMailbox mailbox) {
        Use use = used.get(mailbox.id());
        if (use == null || use.mailbox != mailbox) {
            throw new IllegalStateException("released too often: " + mailbox.id());
        }
        use.users--;
        if (use.users == 0) {
            used.remove(mailbox.id());
            if (mailbox.hasState() && !mailbox.isStale() && !mailbox.isDeleted()) {
                keep(mailbox);
            }
        }
    }

    private void keep(SharedMailbox mailbox) {
        idle.put(mailbox.id(), mailbox);
        idleMessages += mailbox.state().size();
        var eldest = idle.values().iterator();
        while (idleMessages > MAX_IDLE_MESSAGES) {
            idleMessages -= eldest.next().state().size();
            eldest.remove();
        }
    }

    /// The mailbox, if it is known here.
    synchronized Optional<SharedMailbox> find(MailboxId id) {
        Use use = used.get(id);
        return use != null ? Optional.of(use.mailbox) : Optional.ofNullable(idle.get(id));
    }
}
