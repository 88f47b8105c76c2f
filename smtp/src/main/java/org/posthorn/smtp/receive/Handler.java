package org.posthorn.smtp.receive;

import java.io.IOException;

/// Follows one command.
@FunctionalInterface
interface Handler {
    /// Follows the command, reading from the connection what belongs to it.
    ///
    /// @param argument what stood behind the verb and a space; empty when nothing did
    /// @throws IOException when the connection failed
    Answer handle(Session session, String argument) throws CommandException, IOException;

    static void requireNone(String argument) throws CommandException {
        if (!argument.isEmpty()) {
            throw new CommandException(Reply.NO_ARGUMENT);
        }
    }
}
