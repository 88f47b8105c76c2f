package org.posthorn.cli;

import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// One event of the delivery log in words.
///
/// @param later how a moment that is to come is written
record EventWords(JsonNode event, UnaryOperator<String> later) {

    /// Such as `alice@example.com: stored in INBOX`.
    String text() {
        return switch (event.path("event").asString()) {
            case "received" -> "received" + client() + detail("recipients", ", for %s recipients");
            case "refused" -> refused();
            case "routed" -> forWhom() + detail("rule", "%s") + detail("next-hop", ", goes to %s");
            case "stored" -> forWhom() + "stored" + detail("folder", " in %s") + rule();
            case "queued" -> forWhom() + "queued" + detail("next-hop", " for %s") + rule();
            case "delivered" -> forWhom() + "delivered" + server() + said();
            case "deferred" -> forWhom() + "deferred" + server() + said() + next();
            case "failed" -> forWhom() + "failed for good" + server() + said() + report();
            case "expired" -> forWhom() + "given up, it took too long" + said() + report();
            case "discarded" -> forWhom() + "thrown away" + rule() + said();
            case "reported" -> forWhom() + "the sender was told" + report() + said();
            case "report-received" -> forWhom() + "a report came in" + report() + said();
            case "held" -> forWhom() + "held" + said();
            case "released" -> forWhom() + "released" + said() + next();
            default -> forWhom() + Story.clean(event.path("event").asString()) + said();
        };
    }

    private String forWhom() {
        String recipient = recipient();
        return recipient.isEmpty() ? "" : recipient + ": ";
    }

    private String recipient() {
        return Story.clean(event.path("recipient").asString());
    }

    private Optional<String> value(String name) {
        return Story.detail(event, name);
    }

    private String detail(String name, String words) {
        return value(name).map(words::formatted).orElse("");
    }

    /// ` from mail.example.org [192.0.2.1] with TLSv1.3, as alice@example.com`.
    private String client() {
        String name = detail("hello", " %s") + detail("client", " [%s]");
        return (name.isEmpty() ? "" : " from" + name)
                + detail("protocol", " by %s")
                + tls()
                + detail("account", ", logged in as %s");
    }

    private String refused() {
        Optional<String> more = value("more");
        if (more.isPresent()) {
            return "refused %s more times".formatted(more.get())
                    + client()
                    + detail("reply", ", the last: \"%s\"");
        }
        String sender = Story.clean(event.path("sender").asString());
        String what =
                (sender.isEmpty() ? "" : " from <" + sender + ">")
                        + (recipient().isEmpty() ? "" : " to <" + recipient() + ">");
        return "refused" + (what.isEmpty() ? "" : " mail" + what) + client() + rule() + said();
    }

    private String tls() {
        return detail("tls", " with %s");
    }

    /// ` to mx1.example.net [192.0.2.9] with TLSv1.3, 3rd attempt`.
    private String server() {
        String name = detail("host", " %s") + detail("address", " [%s]");
        return (name.isEmpty() ? "" : " by" + name)
                + (name.isEmpty() ? "" : value("tls").isPresent() ? tls() : " without TLS")
                + detail("attempt", ", attempt %s")
                + detail("milliseconds", ", %s ms")
                + (value("repeated").isPresent() ? ", perhaps for the second time" : "");
    }

    private String rule() {
        return detail("rule", " (%s)");
    }

    private String said() {
        return detail("reply", ": \"%s\"");
    }

    private String report() {
        return detail("report", ", see message %s");
    }

    private String next() {
        return value("next-attempt").map(at -> "; next attempt " + later.apply(at)).orElse("");
    }
}
