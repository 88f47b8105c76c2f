/// Who may do what in mailboxes of others (RFC 4314).
@NullMarked
package org.posthorn.mailbox.rights;

import org.jspecify.annotations.NullMarked;
