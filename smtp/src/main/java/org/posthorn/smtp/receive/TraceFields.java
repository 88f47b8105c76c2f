package org.posthorn.smtp.receive;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.posthorn.smtp.header.HeaderDate;

/// The header fields that tell a message's way (RFC 5321 section 4.4).
final class TraceFields {
    private TraceFields() {}

    /// `Received`, with the registered `with` types (RFC 3848, RFC 6531 section 4.3) and the `tls`
    /// clause of RFC 8314 section 4.3. With several recipients there is no `for` clause, because it
    /// would tell them of each other.
    static String received(Session session, Transaction transaction, String id) {
        List<Recipient> recipients = transaction.recipients();
        StringBuilder field = new StringBuilder(256);
        field.append("Received: from ");
        field.append(session.greeting().map(said -> said.client().value()).orElse("unknown"));
        // Where our people are is nobody's business, unless the administrator thinks so.
        if (!session.role().requiresLogin() || session.settings().submission().showsClient()) {
            field.append(" (").append(literal(session.connection().remoteAddress().getAddress()));
            field.append(')');
        }
        field.append("\r\n\tby ").append(session.settings().hostname());
        field.append(" with ").append(with(session, transaction.options().utf8()));
        session.connection()
                .tlsSession()
                .map(SSLSession::getCipherSuite)
                .ifPresent(suite -> field.append(" tls ").append(suite));
        field.append(" id ").append(id);
        if (recipients.size() == 1) {
            field.append("\r\n\tfor <").append(recipients.getFirst().text()).append('>');
        }
        field.append(";\r\n\t").append(HeaderDate.now()).append("\r\n");
        return field.toString();
    }

    private static String with(Session session, boolean utf8) {
        String secure = session.connection().isSecure() ? "S" : "";
        if (session.role() == Role.LMTP) {
            return (utf8 ? "UTF8LMTP" : "LMTP") + secure;
        }
        boolean extended = session.greeting().map(Greeting::extended).orElse(false);
        if (!extended && session.account().isEmpty()) {
            return "SMTP";
        }
        String protocol = utf8 ? "UTF8SMTP" : "ESMTP";
        return protocol + secure + (session.account().isPresent() ? "A" : "");
    }

    /// RFC 5321 section 4.1.3.
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        if (address instanceof Inet6Address) {
            int zone = text.indexOf('%');
            return "[IPv6:" + (zone < 0 ? text : text.substring(0, zone)) + "]";
        }
        return "[" + text + "]";
    }
}
