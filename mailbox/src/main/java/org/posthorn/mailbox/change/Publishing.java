package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.posthorn.mailbox.store.MailboxId;

/// Makes known in this store what is on disk already. Whatever fails here does not make the change
/// fail, which nobody may try again.
final class Publishing {
    private final ChangeParts parts;
    private final Followers followers;

    Publishing(ChangeParts parts, Followers followers) {
        this.parts = parts;
        this.followers = followers;
    }

    /// Replaces what is known of all that the draft has changed; under the mailboxes' locks.
    ///
    /// @return tells who listens, to be called without those locks
    Runnable publish(Draft draft) {
        var woken = new ArrayList<SharedMailbox>();
        for (MailboxDraft mailbox : draft.mailboxes()) {
            publish(mailbox, woken);
        }
        for (TreeDraft tree : draft.trees()) {
            Quietly.run(
                    "a change of a tree was not published",
                    () -> parts.trees().publish(tree.account(), tree.tree()));
        }
        for (Change change : draft.changes()) {
            Quietly.run("a change was not published", () -> publish(change, woken));
        }
        return () -> Quietly.run("nobody heard of a change", () -> tell(draft, woken));
    }

    /// A mailbox that keeps what was known before is read anew; if that fails too, by whoever
    /// changes it next.
    private void publish(MailboxDraft draft, List<SharedMailbox> woken) {
        var mailbox = draft.mailbox();
        boolean[] published = {false};
        Quietly.run(
                "a change of a mailbox was not published",
                () -> {
                    if (mailbox.publish(draft.after())) {
                        woken.add(mailbox);
                    }
                    published[0] = true;
                });
        if (!published[0]) {
            Quietly.run("a mailbox was not read anew", () -> parts.states().refresh(mailbox));
        }
    }

    private void publish(Change change, List<SharedMailbox> woken) {
        switch (change) {
            case Change.MailboxGone gone ->
                    withOpen(
                            gone.mailbox().id(),
                            mailbox -> {
                                mailbox.publishDeleted();
                                woken.add(mailbox);
                            });
            case Change.MailboxRenamed renamed ->
                    withOpen(renamed.mailbox().id(), mailbox -> mailbox.setInfo(renamed.mailbox()));
            case Change.RightSet set -> {
                parts.grants().forget();
                withOpen(set.right().mailbox(), woken::add);
            }
            case Change.AccountGone gone -> {
                parts.trees().forget(gone.account());
                parts.grants().forget();
            }
            default -> {}
        }
    }

    private void withOpen(MailboxId id, Consumer<SharedMailbox> action) {
        parts.open().find(id).ifPresent(action);
    }

    private void tell(Draft draft, List<SharedMailbox> woken) {
        woken.forEach(SharedMailbox::wake);
        followers.tell(List.copyOf(draft.changes()));
    }
}
