package org.posthorn.server.config;

import java.nio.file.Path;

/// Which certificate the server shows.
public sealed interface TlsSettings {

    /// One that the server makes for itself on its first start.
    record SelfSigned() implements TlsSettings {}

    /// Files in PEM form.
    ///
    /// @param certificate the server's certificate and after it those that lead to a root
    record PemFiles(Path certificate, Path key) implements TlsSettings {}
}
