package org.posthorn.smtp.route;

import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;

/// Finds the folder that the detail of an address names (RFC 5233 section 1).
@FunctionalInterface
public interface Folders {
    /// A mailbox of the account's own.
    Optional<MailboxName> find(AccountId account, String detail);

    /// Those of a store; case says nothing, because addresses have none.
    static Folders of(MailStore store) {
        return (account, detail) ->
                store.mailboxesOf(account).list().stream()
                        .map(MailboxInfo::name)
                        .filter(name -> name.value().equalsIgnoreCase(detail))
                        .filter(Folders::isOwn)
                        .findFirst();
    }

    private static boolean isOwn(MailboxName name) {
        return !name.isBelow(Mailboxes.OTHER_USERS) && !name.isBelow(Mailboxes.SHARED);
    }
}
