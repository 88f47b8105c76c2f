package org.posthorn.smtp.receive;

/// QUIT (RFC 5321 section 4.1.1.10).
final class QuitHandler implements Handler {

    @Override
    public Answer handle(Session session, String argument) throws CommandException {
        Handler.requireNone(argument);
        return Reply.goodbye(session.settings().hostname());
    }
}
