package org.posthorn.smtp.receive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.jspecify.annotations.Nullable;

/// One of our handlers in James' chain.
final class JamesCommand implements CommandHandler<JamesSmtpSession> {
    private final String verb;
    private final boolean beforeTls;
    private final Handler handler;
    private final SmtpJournal journal;

    private JamesCommand(String verb, boolean beforeTls, Handler handler, SmtpJournal journal) {
        this.verb = verb;
        this.beforeTls = beforeTls;
        this.handler = handler;
        this.journal = journal;
    }

    /// A command that waits for TLS where that is required (RFC 3207 section 4).
    static JamesCommand of(String verb, Handler handler, SmtpJournal journal) {
        return new JamesCommand(verb, false, handler, journal);
    }

    /// A command that does not wait for TLS, or refuses by itself.
    static JamesCommand always(String verb, Handler handler, SmtpJournal journal) {
        return new JamesCommand(verb, true, handler, journal);
    }

    @Override
    public Collection<String> getImplCommands() {
        return List.of(verb);
    }

    @Override
    public @Nullable Response onCommand(JamesSmtpSession client, Request request) {
        Session session = client.session();
        String argument = request.getArgument() == null ? "" : request.getArgument();
        try {
            Answer answer = follow(session, argument);
            journal.answered(session, verb, argument, answer);
            return JamesReply.of(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer follow(Session session, String argument) throws IOException {
        if (!beforeTls && session.lacksTls()) {
            return Reply.TLS_FIRST;
        }
        try {
            return handler.handle(session, argument);
        } catch (CommandException e) {
            return e.reply();
        }
    }
}
