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

    private JamesCommand(String verb, boolean beforeTls, Handler handler) {
        this.verb = verb;
        this.beforeTls = beforeTls;
        this.handler = handler;
    }

    /// A command that waits for TLS where that is required (RFC 3207 section 4).
    static JamesCommand of(String verb, Handler handler) {
        return new JamesCommand(verb, false, handler);
    }

    /// A command that does not wait for TLS, or refuses by itself.
    static JamesCommand always(String verb, Handler handler) {
        return new JamesCommand(verb, true, handler);
    }

    @Override
    public Collection<String> getImplCommands() {
        return List.of(verb);
    }

    @Override
    public @Nullable Response onCommand(JamesSmtpSession client, Request request) {
        Session session = client.session();
        if (!beforeTls && session.lacksTls()) {
            return JamesReply.of(Reply.TLS_FIRST);
        }
        String argument = request.getArgument();
        try {
            return JamesReply.of(handler.handle(session, argument == null ? "" : argument));
        } catch (CommandException e) {
            return JamesReply.of(e.reply());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
