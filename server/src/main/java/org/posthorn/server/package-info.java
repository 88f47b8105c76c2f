/// The program: it reads the configuration, constructs all parts by hand, starts them, and stops
/// them in the opposite order.
///
/// Start at `Main`, which reads like a parts list.
///
/// The top layer: it knows all modules and none knows it. The admin API is here too; its clients
/// know it by HTTP alone.
///
/// Each listener has a thread that accepts and virtual threads for what it accepted; stopping waits
/// for the commands under way.
///
/// A configuration that is wrong stops the start and says the line, the key and what would be
/// right.
@NullMarked
package org.posthorn.server;

import org.jspecify.annotations.NullMarked;
