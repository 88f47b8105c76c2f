package org.posthorn.smtp.relay;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Where to connect to, and how.
///
/// @param host its name, for TLS and for the log
/// @param protocol what is spoken there
/// @param implicitTls whether TLS begins with the first octet (RFC 8314 section 3.3)
public record RelayTarget(
        String host,
        InetSocketAddress address,
        Protocol protocol,
        TlsRule tls,
        boolean implicitTls,
        Optional<Login> login) {

    public enum Protocol {
        SMTP,
        LMTP
    }

    /// Who we are there; used under TLS only.
    public record Login(String user, String password) {
        /// Without the password.
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
