/// Looks whether a running store is whole.
@NullMarked
package org.posthorn.mailbox.check;

import org.jspecify.annotations.NullMarked;
