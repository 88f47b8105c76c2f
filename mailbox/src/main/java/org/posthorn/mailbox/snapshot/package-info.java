/// What is known of large mailboxes, on disk: quicker to read than their rows, and safe to throw
/// away.
@NullMarked
package org.posthorn.mailbox.snapshot;

import org.jspecify.annotations.NullMarked;
