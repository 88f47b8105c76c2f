package org.posthorn.server.config;

import java.nio.file.Path;
import java.util.List;

/// The keys of [TlsSettings].
final class TlsSection {
    private static final Kind<String> FILE =
            new Kind.Text("the path of a file, or \"\"", _ -> true);

    private static final Setting<String> CERTIFICATE =
            new Setting<>(
                    "tls.certificate",
                    FILE,
                    "",
                    """
                    A PEM file with the server's certificate, followed by the intermediate ones. Empty: the server \
                    makes a self-signed certificate on its first start and keeps it in the folder `tls` of its data. \
                    A relative path starts at the folder of the launcher.\
                    """);

    private static final Setting<String> KEY =
            new Setting<>(
                    "tls.key",
                    FILE,
                    "",
                    "A PEM file with the certificate's private key (PKCS #8, PKCS #1 or SEC 1, not encrypted).");

    static final Section SECTION =
            new Section("tls", "Encryption of all listeners.", List.of(CERTIFICATE, KEY));

    private TlsSection() {}

    static TlsSettings from(Values values, Path home) throws ConfigurationException {
        boolean certificate = !values.get(CERTIFICATE).isEmpty();
        boolean key = !values.get(KEY).isEmpty();
        if (certificate && !key) {
            throw values.refusal(CERTIFICATE, "is set, so tls.key must be set too");
        }
        if (key && !certificate) {
            throw values.refusal(KEY, "is set, so tls.certificate must be set too");
        }
        return certificate
                ? new TlsSettings.PemFiles(values.path(CERTIFICATE, home), values.path(KEY, home))
                : new TlsSettings.SelfSigned();
    }
}
