package org.posthorn.smtp.receive;

/// RSET (RFC 5321 section 4.1.1.5).
final class RsetHandler implements Handler {

    @Override
    public Answer handle(Session session, String argument) throws CommandException {
        Handler.requireNone(argument);
        session.reset();
        return Reply.RESET;
    }
}
