package org.posthorn.imap;

import java.util.ArrayList;
import java.util.List;

/// What this server can do, as far as it is wholly done (RFC 9051 section 7.2.2).
final class Capabilities {
    private static final List<String> ALWAYS =
            List.of(
                    "IMAP4rev1",
                    "LITERAL+",
                    "ID",
                    "ENABLE",
                    "IDLE",
                    "NAMESPACE",
                    "UIDPLUS",
                    "MOVE",
                    "UNSELECT",
                    "CHILDREN",
                    "SPECIAL-USE",
                    "CREATE-SPECIAL-USE",
                    "LIST-EXTENDED",
                    "LIST-STATUS",
                    "STATUS=SIZE",
                    "ESEARCH",
                    "CONDSTORE",
                    "OBJECTID",
                    "SAVEDATE",
                    "PREVIEW",
                    "BINARY",
                    "MULTIAPPEND");

    private Capabilities() {}

    static List<String> of(Session session) {
        var names = new ArrayList<>(ALWAYS);
        names.add("APPENDLIMIT=" + session.settings().maxMessageOctets());
        if (session.state() instanceof NotAuthenticated) {
            names.add("SASL-IR");
            if (session.canStartTls()) {
                names.add("STARTTLS");
            }
            if (session.mayLogin()) {
                names.add("AUTH=PLAIN");
                names.add("AUTH=LOGIN");
            } else {
                names.add("LOGINDISABLED");
            }
        }
        return names;
    }
}
