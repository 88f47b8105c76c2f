/// One listener for all protocols: it accepts TCP connections, speaks TLS at once or when a session
/// asks, and gives each connection a session of its protocol.
///
/// Start at the listener, then read what it asks of a session.
///
/// Lowest layer beside `mailbox`: it knows no protocol and no mail. Apache James' transport is
/// implemented here, in classes whose names begin with `James`.
///
/// One connection is one virtual thread that reads, acts and writes in blocking code; nothing else
/// touches its streams.
///
/// A peer that goes away or stays silent ends its own connection and no other; what the operator
/// must know is logged once.
@NullMarked
package org.posthorn.net;

import org.jspecify.annotations.NullMarked;
