/// What is between Derby and the disk: a storage factory that Derby takes its files from.
///
/// Derby was written for disks that write a page whole or not at all and keep every name, and goes
/// on after some failures. Here pages are written twice, folders forced, control files written only
/// when they are true, and nothing is written any more once something has failed (decision 0022).
///
/// Start at [org.posthorn.mailbox.derby.DerbyFiles], which looks after the files of one database.
@NullMarked
package org.posthorn.mailbox.derby;

import org.jspecify.annotations.NullMarked;
