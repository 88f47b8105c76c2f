/// What unfinished work may keep in the heap and on disk, for the whole process: messages that
/// arrive, long commands, buffers of connections.
///
/// Start at [org.posthorn.mailbox.budget.WorkBudget], which stands for the process;
/// [org.posthorn.mailbox.budget.Holding] is what one message or command keeps.
///
/// Layers: stands below all others and knows no mail.
///
/// Threads: a budget belongs to all, a holding to one at a time.
///
/// Errors: none; who may not have more is told by `false` and must do without.
@NullMarked
package org.posthorn.mailbox.budget;

import org.jspecify.annotations.NullMarked;
