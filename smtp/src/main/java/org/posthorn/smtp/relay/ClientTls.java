package org.posthorn.smtp.relay;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Puts TLS upon connections.
final class ClientTls {
    private final SSLContext anybody = trustingAnybody();
    private final Optional<SSLContext> trust;

    ClientTls(Optional<SSLContext> trust) {
        this.trust = trust;
    }

    /// Shakes hands.
    ///
    /// @return protocol and cipher
    String encrypt(RemoteWire wire, RelayTarget target, RelaySettings settings)
            throws HandshakeException {
        boolean verified = target.tls() == TlsRule.VERIFIED;
        wire.begin(settings.timeouts().greeting(), "shaking hands for TLS");
        try {
            SSLContext context = verified ? trusted() : anybody;
            String host = withoutBrackets(target.host());
            SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(
                                            wire.plain(), host, target.address().getPort(), true);
            socket.setSSLParameters(parameters(socket.getSSLParameters(), host, verified));
            socket.startHandshake();
            wire.encrypt(socket);
            return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new HandshakeException(
                    OwnReply.quoting(451, "4.7.5", "TLS could not be begun: " + e.getMessage()));
        } finally {
            wire.end();
        }
    }

    private SSLContext trusted() throws NoSuchAlgorithmException {
        return trust.isPresent() ? trust.get() : SSLContext.getDefault();
    }

    /// Who we want to see (RFC 6066 section 3), and, where certificates count, whose name must be
    /// in it (RFC 6125).
    private static SSLParameters parameters(
            SSLParameters parameters, String host, boolean verified) {
        parameters.setServerNames(serverNames(host));
        if (verified) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    /// An address is none (RFC 6066 section 3).
    private static List<SNIServerName> serverNames(String host) {
        boolean isAddress = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c < 'A');
        if (isAddress) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(host));
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    /// `[192.0.2.1]` and `[IPv6:2001:db8::1]` as certificates have them.
    private static String withoutBrackets(String host) {
        if (!host.startsWith("[") || !host.endsWith("]")) {
            return host;
        }
        String inside = host.substring(1, host.length() - 1);
        return inside.regionMatches(true, 0, "IPv6:", 0, 5) ? inside.substring(5) : inside;
    }

    /// Encryption that nobody listens to beats none (RFC 7435 section 3).
    private static SSLContext trustingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The extended kind, because the JDK adds checks of its own to the other.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
