package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Certificates for servers that make none for themselves.
final class Certificates {
    private Certificates() {}

    /// Makes `certificate.pem` and `key.pem` in the folder.
    static void make(Path directory) throws IOException {
        Commands.output(
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-keyout",
                        directory.resolve("key.pem").toString(),
                        "-out",
                        directory.resolve("certificate.pem").toString()));
    }
}
