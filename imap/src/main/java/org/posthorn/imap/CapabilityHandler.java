package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.imap.response.Response;

/// CAPABILITY (RFC 9051 section 6.1.1).
final class CapabilityHandler {
    private CapabilityHandler() {}

    static Reply handle(Session session) throws IOException {
        session.out().write(new Response.Capability(Capabilities.of(session)));
        return Reply.ok("Capabilities listed");
    }
}
