package org.posthorn.imap;

import java.io.IOException;
import java.util.List;
import org.posthorn.imap.response.Response;

/// NAMESPACE (RFC 9051 section 6.3.10): everything is the user's own.
final class NamespaceHandler {
    private NamespaceHandler() {}

    static Reply handle(Session session) throws IOException {
        session.user();
        session.out().write(new Response.Namespace(List.of(""), List.of(), List.of()));
        return Reply.ok("Namespaces listed");
    }
}
