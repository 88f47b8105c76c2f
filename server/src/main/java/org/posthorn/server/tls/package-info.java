/// The certificate that the server shows, and the TLS context made of it.
///
/// Start at [org.posthorn.server.tls.ServerTls].
///
/// Layers: `Main` opens it from the configuration and hands its context to the listeners.
///
/// Threads: used by the starting thread alone; the context it gives serves all threads.
///
/// Errors: a certificate or key that cannot be used is a
/// [org.posthorn.server.tls.CertificateException] with one sentence that says which file and what
/// is wrong with it.
@NullMarked
package org.posthorn.server.tls;

import org.jspecify.annotations.NullMarked;
