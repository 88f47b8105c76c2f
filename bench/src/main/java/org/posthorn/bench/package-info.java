/// Load generators and microbenchmarks: how fast the server is, measured from outside.
///
/// Start at `Main`, which lists the measurements.
///
/// It depends on no other module and speaks to the server as a client does, so the same measurement
/// runs against another server.
///
/// Each simulated client is a virtual thread with a connection of its own.
///
/// A wrong or missing answer fails the measurement: a number counts only if all of the work was
/// done.
@NullMarked
package org.posthorn.bench;

import org.jspecify.annotations.NullMarked;
