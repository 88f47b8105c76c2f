package org.posthorn.mailbox.deliver;

import org.posthorn.mailbox.change.SharedMailbox;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.Placement;

/// One placement of a message, with the mailbox that it leads to.
///
/// @param number its place among the placements of the message
record Share(int number, Placement placement, SharedMailbox mailbox, EmailId email) {}
