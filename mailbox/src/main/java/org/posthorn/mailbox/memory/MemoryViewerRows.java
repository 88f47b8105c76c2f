package org.posthorn.mailbox.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.memory.MemoryTables.ViewerKey;
import org.posthorn.mailbox.rows.ViewerRows;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class MemoryViewerRows implements ViewerRows {
    private final MemoryTables tables;

    MemoryViewerRows(MemoryTables tables) {
        this.tables = tables;
    }

    private List<ViewerKey> keys(MailboxId mailbox) {
        return tables.viewers.keySet().stream()
                .filter(key -> key.mailbox().equals(mailbox))
                .toList();
    }

    private NavigableMap<Uid, ViewerFlag> flags(ViewerKey key) {
        return tables.viewerFlags.getOrDefault(key, new TreeMap<>());
    }

    @Override
    public List<Viewer> viewers(MailboxId mailbox) {
        return keys(mailbox).stream()
                .map(key -> new Viewer(key.account(), tables.viewers.getOrDefault(key, 0)))
                .toList();
    }

    @Override
    public void addViewer(MailboxId mailbox, AccountId viewer) {
        tables.insert(tables.viewers, new ViewerKey(mailbox, viewer), 0);
    }

    @Override
    public void addSeen(MailboxId mailbox, AccountId viewer, int change) {
        var key = new ViewerKey(mailbox, viewer);
        Integer seen = tables.viewers.get(key);
        if (seen != null) {
            tables.put(tables.viewers, key, seen + change);
        }
    }

    @Override
    public void changedSince(
            MailboxId mailbox, AccountId viewer, ModSequence since, Consumer<ViewerFlag> action) {
        flags(new ViewerKey(mailbox, viewer)).values().stream()
                .filter(flag -> flag.modSequence().compareTo(since) > 0)
                .forEach(action);
    }

    @Override
    public void set(MailboxId mailbox, AccountId viewer, List<ViewerFlag> flags) {
        var key = new ViewerKey(mailbox, viewer);
        var all = new TreeMap<>(flags(key));
        flags.forEach(flag -> all.put(flag.uid(), flag));
        tables.put(tables.viewerFlags, key, all);
    }

    @Override
    public void forget(MailboxId mailbox, UidSet uids) {
        for (ViewerKey key : keys(mailbox)) {
            var all = new TreeMap<>(flags(key));
            int seen = 0;
            for (ViewerFlag flag : new ArrayList<>(all.values())) {
                if (uids.contains(flag.uid().value())) {
                    all.remove(flag.uid());
                    seen += flag.seen() ? 1 : 0;
                }
            }
            tables.put(tables.viewerFlags, key, all);
            addSeen(mailbox, key.account(), -seen);
        }
    }

    @Override
    public boolean sweep(MailboxId mailbox, int most) {
        keys(mailbox).forEach(key -> remove(mailbox, key.account()));
        return true;
    }

    @Override
    public boolean clear(MailboxId mailbox, AccountId viewer, int most) {
        tables.remove(tables.viewerFlags, new ViewerKey(mailbox, viewer));
        return true;
    }

    @Override
    public void remove(MailboxId mailbox, AccountId viewer) {
        var key = new ViewerKey(mailbox, viewer);
        tables.remove(tables.viewers, key);
        tables.remove(tables.viewerFlags, key);
    }

    @Override
    public List<MailboxId> of(AccountId viewer) {
        return tables.viewers.keySet().stream()
                .filter(key -> key.account().equals(viewer))
                .map(ViewerKey::mailbox)
                .toList();
    }
}
