/// The header of a message that comes in: what is left out, what is added.
///
/// Start with [HeaderRules]. A [HeaderFilter] is of one message and one thread.
@NullMarked
package org.posthorn.smtp.header;

import org.jspecify.annotations.NullMarked;
