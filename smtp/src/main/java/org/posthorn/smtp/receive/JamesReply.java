package org.posthorn.smtp.receive;

import java.util.ArrayList;
import java.util.List;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.StartTlsResponse;
import org.jspecify.annotations.Nullable;

/// An [Answer] as James writes it.
class JamesReply implements Response {
    private final String code;
    private final List<CharSequence> lines;
    private final boolean closes;

    private JamesReply(List<Reply> replies) {
        List<CharSequence> printed = new ArrayList<>();
        replies.forEach(reply -> printed.addAll(reply.print()));
        this.lines = List.copyOf(printed);
        this.code = Integer.toString(replies.getLast().code());
        this.closes = replies.getLast().closes();
    }

    /// James starts TLS behind a response of this type.
    private static final class StartTls extends JamesReply implements StartTlsResponse {
        private StartTls(Reply reply) {
            super(List.of(reply));
        }
    }

    /// The response, or null where the protocol has none.
    static @Nullable Response of(Answer answer) {
        return switch (answer) {
            case Reply reply -> of(reply);
            case Answer.PerRecipient(List<Reply> replies) ->
                    replies.isEmpty() ? null : new JamesReply(replies);
        };
    }

    static Response of(Reply reply) {
        return reply.equals(Reply.TLS_READY) ? new StartTls(reply) : new JamesReply(List.of(reply));
    }

    @Override
    public String getRetCode() {
        return code;
    }

    @Override
    public List<CharSequence> getLines() {
        return lines;
    }

    @Override
    public boolean isEndSession() {
        return closes;
    }
}
