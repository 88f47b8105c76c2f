/// What the rules of mailboxes stand on: rows and transactions. Storages implement it, `change` and
/// `deliver` use it, protocols never see it.
@NullMarked
package org.posthorn.mailbox.rows;

import org.jspecify.annotations.NullMarked;
