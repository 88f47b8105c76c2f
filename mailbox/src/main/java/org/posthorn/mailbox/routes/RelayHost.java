package org.posthorn.mailbox.routes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Another server that mail is handed to, wherever it goes from there.
///
/// @param host its name, or an address in brackets
/// @param implicitTls whether TLS begins with the first octet (RFC 8314 section 3.3)
/// @param login who we are there; only where TLS is certain
public record RelayHost(
        RelayName name,
        String host,
        int port,
        Protocol protocol,
        Tls tls,
        boolean implicitTls,
        Optional<Login> login)
        implements RouteEntry {
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-fA-Fv:.IP]{2,60}]");

    /// What is spoken there.
    public enum Protocol {
        SMTP,
        LMTP
    }

    /// When the connection must be encrypted.
    public enum Tls {
        NEVER,
        OPPORTUNISTIC,
        REQUIRED,
        VERIFIED
    }

    /// Who we are at a relay.
    public record Login(String user, String password) {
        public Login {
            Texts.requireShort("the user's name", user);
            Texts.requireShort("the password", password);
        }

        /// Without the password.
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    public RelayHost {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("\"%s\" is not a host".formatted(host));
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(port + " is not a port");
        }
        if (implicitTls && tls == Tls.NEVER) {
            throw new IllegalArgumentException("TLS cannot be both implicit and never");
        }
        boolean certain = implicitTls || tls == Tls.REQUIRED || tls == Tls.VERIFIED;
        if (login.isPresent() && !certain) {
            throw new IllegalArgumentException(
                    "a login needs TLS: \"tls\" must be required or verified");
        }
    }

    @Override
    public RouteKind kind() {
        return RouteKind.RELAY;
    }

    @Override
    public String subject() {
        return name.value();
    }

    @Override
    public Map<String, List<String>> properties() {
        var all = new TreeMap<String, List<String>>();
        all.put("host", List.of(host));
        all.put("port", List.of(Integer.toString(port)));
        all.put("protocol", List.of(Texts.word(protocol)));
        all.put("tls", List.of(Texts.word(tls)));
        all.put("implicit-tls", List.of(Boolean.toString(implicitTls)));
        login.ifPresent(who -> {
            all.put("user", List.of(who.user()));
            all.put(PASSWORD, List.of(who.password()));
        });
        return all;
    }
}
