package org.posthorn.smtp.receive;

/// A command cannot be followed; the reply says why.
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    CommandException(Reply reply) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
