package org.posthorn.mailbox.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.ViewerRows;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class JdbcViewerRows implements ViewerRows {
    private final JdbcTransaction tx;

    JdbcViewerRows(JdbcTransaction tx) {
        this.tx = tx;
    }

    @Override
    public List<Viewer> viewers(MailboxId mailbox) {
        return tx.list(
                """
                SELECT account_id, seen FROM viewers --DERBY-PROPERTIES constraint=viewers_key
                WHERE mailbox_id = ?
                """,
                row -> new Viewer(new AccountId(row.getLong(1)), row.getInt(2)),
                mailbox.value());
    }

    @Override
    public void addViewer(MailboxId mailbox, AccountId viewer) {
        tx.update(
                "INSERT INTO viewers (mailbox_id, account_id, seen) VALUES (?, ?, 0)",
                mailbox.value(),
                viewer.value());
    }

    @Override
    public void addSeen(MailboxId mailbox, AccountId viewer, int change) {
        tx.update(
                "UPDATE viewers SET seen = seen + ? WHERE mailbox_id = ? AND account_id = ?",
                change,
                mailbox.value(),
                viewer.value());
    }

    @Override
    public void changedSince(
            MailboxId mailbox, AccountId viewer, ModSequence since, Consumer<ViewerFlag> action) {
        tx.forEach(
                """
                SELECT uid, seen, modseq
                FROM viewer_flags --DERBY-PROPERTIES index=viewer_flags_modseq
                WHERE mailbox_id = ? AND account_id = ? AND modseq > ? ORDER BY uid
                """,
                row ->
                        action.accept(
                                new ViewerFlag(
                                        new Uid(row.getLong(1)),
                                        row.getBoolean(2),
                                        new ModSequence(row.getLong(3)))),
                mailbox.value(),
                viewer.value(),
                since.value());
    }

    @Override
    public void set(MailboxId mailbox, AccountId viewer, List<ViewerFlag> flags) {
        int[] changed =
                tx.updateEach(
                        """
                        UPDATE viewer_flags SET seen = ?, modseq = ?
                        WHERE mailbox_id = ? AND account_id = ? AND uid = ?
                        """,
                        flags,
                        flag ->
                                new Object[] {
                                    flag.seen(),
                                    flag.modSequence().value(),
                                    mailbox.value(),
                                    viewer.value(),
                                    flag.uid().value()
                                });
        var missing = new ArrayList<ViewerFlag>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                missing.add(flags.get(i));
            }
        }
        tx.updateEach(
                """
                INSERT INTO viewer_flags (mailbox_id, account_id, uid, seen, modseq)
                VALUES (?, ?, ?, ?, ?)
                """,
                missing,
                flag ->
                        new Object[] {
                            mailbox.value(),
                            viewer.value(),
                            flag.uid().value(),
                            flag.seen(),
                            flag.modSequence().value()
                        });
    }

    @Override
    public void forget(MailboxId mailbox, UidSet uids) {
        for (Viewer viewer : viewers(mailbox)) {
            long account = viewer.account().value();
            int seen = 0;
            for (UidSet.Range range : uids.ranges()) {
                seen +=
                        tx.update(
                                """
                                DELETE FROM viewer_flags
                                WHERE mailbox_id = ? AND account_id = ? AND uid >= ? AND uid <= ?
                                    AND seen = TRUE
                                """,
                                mailbox.value(),
                                account,
                                range.first(),
                                range.last());
                tx.update(
                        """
                        DELETE FROM viewer_flags
                        WHERE mailbox_id = ? AND account_id = ? AND uid >= ? AND uid <= ?
                        """,
                        mailbox.value(),
                        account,
                        range.first(),
                        range.last());
            }
            addSeen(mailbox, viewer.account(), -seen);
        }
    }

    @Override
    public boolean sweep(MailboxId mailbox, int most) {
        for (Viewer viewer : viewers(mailbox)) {
            if (!clear(mailbox, viewer.account(), most)) {
                return false;
            }
        }
        tx.update("DELETE FROM viewers WHERE mailbox_id = ?", mailbox.value());
        return true;
    }

    @Override
    public boolean clear(MailboxId mailbox, AccountId viewer, int most) {
        var uids =
                tx.list(
                        """
                        SELECT uid
                        FROM viewer_flags --DERBY-PROPERTIES constraint=viewer_flags_key
                        WHERE mailbox_id = ? AND account_id = ?
                        ORDER BY uid FETCH FIRST ? ROWS ONLY
                        """,
                        row -> row.getLong(1),
                        mailbox.value(),
                        viewer.value(),
                        most);
        if (uids.isEmpty()) {
            return true;
        }
        tx.update(
                """
                DELETE FROM viewer_flags
                WHERE mailbox_id = ? AND account_id = ? AND uid >= ? AND uid <= ?
                """,
                mailbox.value(),
                viewer.value(),
                uids.getFirst(),
                uids.getLast());
        return false;
    }

    @Override
    public void remove(MailboxId mailbox, AccountId viewer) {
        tx.update(
                "DELETE FROM viewer_flags WHERE mailbox_id = ? AND account_id = ?",
                mailbox.value(),
                viewer.value());
        tx.update(
                "DELETE FROM viewers WHERE mailbox_id = ? AND account_id = ?",
                mailbox.value(),
                viewer.value());
    }

    @Override
    public List<MailboxId> of(AccountId viewer) {
        return tx.list(
                """
                SELECT mailbox_id FROM viewers --DERBY-PROPERTIES index=viewers_account
                WHERE account_id = ?
                """,
                row -> new MailboxId(row.getLong(1)),
                viewer.value());
    }
}
