/// What the server tells a Prometheus about itself: the JVM, the process, its disk, its listeners.
///
/// Start at [org.posthorn.server.metrics.ServerMetrics]. The protocols and the store register
/// figures of their own, in the same registry.
///
/// Layers: above it the server's parts list, below it Prometheus' client library.
///
/// Threads: figures are read by whichever thread answers `/metrics`, many at a time.
///
/// Errors: a figure that cannot be had is left out; nothing here fails a request.
@NullMarked
package org.posthorn.server.metrics;

import org.jspecify.annotations.NullMarked;
