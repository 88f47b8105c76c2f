package org.posthorn.smtp.receive;

import java.util.List;

/// HELP (RFC 5321 section 4.1.1.8).
final class HelpHandler implements Handler {
    private final List<String> verbs;

    HelpHandler(List<String> verbs) {
        this.verbs = List.copyOf(verbs);
    }

    @Override
    public Answer handle(Session session, String argument) {
        return Reply.help(verbs);
    }
}
