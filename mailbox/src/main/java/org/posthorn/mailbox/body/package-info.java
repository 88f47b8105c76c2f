/// Octets of messages: while they arrive, and when they are read.
@NullMarked
package org.posthorn.mailbox.body;

import org.jspecify.annotations.NullMarked;
