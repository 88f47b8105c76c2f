package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.snapshot.Snapshots;
import org.posthorn.mailbox.store.MailboxId;

/// The mailboxes in use, one [SharedMailbox] each, and some that were in use lately: clients come
/// back.
public final class OpenMailboxes {
    /// What a message and a mailbox cost in memory, in octets.
    private static final int MESSAGE_OCTETS = 56;

    private static final int MAILBOX_OCTETS = 500;

    /// How much the mailboxes that nobody uses may take.
    private static final long MAX_IDLE_OCTETS =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 16);

    private final Snapshots snapshots;
    private final Map<MailboxId, Use> used = new HashMap<>();

    /// Not in use, least lately used first.
    private final Map<MailboxId, Idle> idle = new LinkedHashMap<>();

    private long idleOctets;

    /// @param snapshots is offered what nobody uses any more
    OpenMailboxes(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    private static final class Use {
        private final SharedMailbox mailbox;
        private int users;

        Use(SharedMailbox mailbox) {
            this.mailbox = mailbox;
        }
    }

    private record Idle(SharedMailbox mailbox, long octets) {}

    /// Takes hold of the mailbox until [#release].
    public synchronized SharedMailbox retain(MailboxId id) {
        Use use = used.computeIfAbsent(id, this::wakeUp);
        use.users++;
        return use.mailbox;
    }

    private Use wakeUp(MailboxId id) {
        Idle known = idle.remove(id);
        if (known == null) {
            return new Use(new SharedMailbox(id));
        }
        idleOctets -= known.octets;
        return new Use(known.mailbox);
    }

    public synchronized void release(SharedMailbox mailbox) {
        Use use = used.get(mailbox.id());
        if (use == null || use.mailbox != mailbox) {
            throw new IllegalStateException("released too often: " + mailbox.id());
        }
        use.users--;
        if (use.users == 0) {
            used.remove(mailbox.id());
            if (mailbox.known() != null && !mailbox.isDeleted()) {
                keep(mailbox);
            }
        }
    }

    private void keep(SharedMailbox mailbox) {
        long messages = mailbox.hasState() ? mailbox.state().size() : 0;
        if (messages > 0) {
            snapshots.offer(mailbox.id(), mailbox.state());
        }
        long octets = MAILBOX_OCTETS + messages * MESSAGE_OCTETS;
        idle.put(mailbox.id(), new Idle(mailbox, octets));
        idleOctets += octets;
        Iterator<Idle> eldest = idle.values().iterator();
        while (idleOctets > MAX_IDLE_OCTETS) {
            idleOctets -= eldest.next().octets;
            eldest.remove();
        }
    }

    /// The mailbox, if it is known here.
    synchronized Optional<SharedMailbox> find(MailboxId id) {
        Use use = used.get(id);
        if (use != null) {
            return Optional.of(use.mailbox);
        }
        return Optional.ofNullable(idle.get(id)).map(Idle::mailbox);
    }

    /// All that are known here.
    synchronized List<MailboxId> ids() {
        var ids = new ArrayList<>(used.keySet());
        ids.addAll(idle.keySet());
        return ids;
    }
}
