package org.posthorn.smtp.receive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.posthorn.mailbox.directory.SaslResponse;
import org.posthorn.net.ConnectionOutput;
import org.posthorn.net.LineTooLongException;

/// The lines that go to and fro inside AUTH (RFC 4954 section 4).
final class AuthDialogue {
    /// RFC 4954 section 4.
    private static final int MAX_RESPONSE = 12288;

    private AuthDialogue() {}

    /// Says a challenge and waits for the response.
    static byte[] ask(Session session, String base64) throws CommandException, IOException {
        ConnectionOutput output = session.connection().output();
        output.writeAscii(Reply.challenge(base64).print().getFirst() + "\r\n");
        output.flush();
        String response;
        try {
            byte[] line = session.connection().input().readLine(MAX_RESPONSE);
            response = new String(line, StandardCharsets.ISO_8859_1);
        } catch (LineTooLongException _) {
            session.connection().input().skipLine();
            throw new CommandException(Reply.RESPONSE_TOO_LONG);
        }
        if (response.equals("*")) {
            throw new CommandException(Reply.LOGIN_CANCELLED);
        }
        return decode(response);
    }

    static byte[] decode(String response) throws CommandException {
        return SaslResponse.decode(response)
                .orElseThrow(() -> new CommandException(Reply.BAD_BASE64));
    }
}
