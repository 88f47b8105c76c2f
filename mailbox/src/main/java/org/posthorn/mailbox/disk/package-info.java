/// The disk as the store uses it: what is forced outlives a cut of power, what is not may be lost,
/// in part or whole and in any order. And how octets are made fewer.
@NullMarked
package org.posthorn.mailbox.disk;

import org.jspecify.annotations.NullMarked;
