package org.posthorn.mailbox.change;

import org.posthorn.mailbox.body.BodyPins;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.tree.Grants;
import org.posthorn.mailbox.tree.Trees;

/// What is shared by all who change a store, or remember what is in it.
public record ChangeParts(
        MailStorage storage,
        States states,
        Trees trees,
        Grants grants,
        OpenMailboxes open,
        BodyPins pins,
        Retention retention) {}
