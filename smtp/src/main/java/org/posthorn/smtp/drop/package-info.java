/// Mail that programs on this machine leave in a folder, as `posthorn sendmail` does for cron and
/// PHP: also while the server is down.
///
/// Start with [Pickup], which takes each message from the [DropFolder], finds out by [DropRights]
/// as whom its user may write, and hands it to `dispatch`. What is wrong with it nobody can be told
/// at once, so that its user gets a report.
///
/// Stands on `dispatch`, `route` and `header`.
@NullMarked
package org.posthorn.smtp.drop;

import org.jspecify.annotations.NullMarked;
