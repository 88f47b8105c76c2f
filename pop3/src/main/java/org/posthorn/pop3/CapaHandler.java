package org.posthorn.pop3;

import java.util.ArrayList;
import java.util.List;

/// CAPA (RFC 2449 section 5).
final class CapaHandler {
    private CapaHandler() {}

    static Pop3Reply handle(Pop3Session session, String argument) {
        var capabilities =
                new ArrayList<>(
                        List.of(
                                "TOP",
                                "UIDL",
                                "RESP-CODES",
                                "AUTH-RESP-CODE",
                                "PIPELINING",
                                "UTF8 USER",
                                "EXPIRE NEVER"));
        if (session.mayLogin()) {
            capabilities.add("USER");
            capabilities.add("SASL PLAIN");
        }
        switch (session.state()) {
            case Pop3State.Authorization _ -> {
                if (session.connection().canStartTls()) {
                    capabilities.add("STLS");
                }
            }
            case Pop3State.Transaction _ -> {}
        }
        capabilities.add("IMPLEMENTATION Posthorn");
        return new Pop3Reply.Lines("Capabilities follow", capabilities);
    }
}
