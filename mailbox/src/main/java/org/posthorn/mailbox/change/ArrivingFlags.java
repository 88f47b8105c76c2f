package org.posthorn.mailbox.change;

import java.util.List;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;

/// The flags of messages that an account puts into a mailbox: where that is somebody else's, it has
/// seen them, and the owner has not.
final class ArrivingFlags {
    private ArrivingFlags() {}

    /// The messages as the owner gets them.
    static List<StoredMessage> ofOwner(Access access, List<StoredMessage> messages) {
        if (access.isOwner()) {
            return messages;
        }
        return messages.stream()
                .map(message ->
                        message.withFlags(ViewerStates.withSeen(message.row().flags(), false)))
                .toList();
    }

    /// Keeps for a viewer which of the messages it has seen.
    ///
    /// @param messages as they came, in ascending UID order
    static void setSeen(Access access, MailboxDraft planned, List<StoredMessage> messages) {
        if (access.isOwner() || !access.may(Right.SEEN)) {
            return;
        }
        List<Uid> seen =
                messages.stream()
                        .filter(message -> message.row().flags().has(SystemFlag.SEEN))
                        .map(message -> message.row().uid())
                        .toList();
        if (!seen.isEmpty()) {
            planned.setSeen(access.viewer(), seen, true);
        }
    }
}
