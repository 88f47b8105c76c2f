/// Arriving messages on their way into mailboxes: examined once, put into all of their places in
/// one commit; or, where those are very many, in commits that follow one which promises them.
@NullMarked
package org.posthorn.mailbox.deliver;

import org.jspecify.annotations.NullMarked;
