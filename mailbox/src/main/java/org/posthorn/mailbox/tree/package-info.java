/// The mailboxes of accounts by their names, and where a viewer finds those of others.
@NullMarked
package org.posthorn.mailbox.tree;

import org.jspecify.annotations.NullMarked;
