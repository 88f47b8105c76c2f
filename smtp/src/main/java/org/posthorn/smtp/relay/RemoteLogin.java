package org.posthorn.smtp.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Says who we are (RFC 4954), which is done under TLS only.
final class RemoteLogin {
    private static final String AUTH = "AUTH";
    private static final int CHALLENGE = 334;

    private final Dialogue dialogue;
    private final Duration patience;

    RemoteLogin(Dialogue dialogue, Duration patience) {
        this.dialogue = dialogue;
        this.patience = patience;
    }

    /// @throws WireException also where the server does not let us in; that is for the
    ///   administrator to mend and no reason to give messages up, so it is never permanent
    void login(Extensions extensions, RelayTarget.Login login) throws WireException {
        ServerReply reply;
        if (extensions.mechanisms().contains("PLAIN")) {
            reply = plain(login);
        } else if (extensions.mechanisms().contains("LOGIN")) {
            reply = login(login);
        } else {
            throw new WireException(OwnReply.NO_MECHANISM);
        }
        if (!reply.isPositive()) {
            RemoteReply said = reply.toRemote();
            throw WireException.said(
                    OwnReply.quoting(
                            454, "4" + said.status().substring(1), "login refused: " + said));
        }
    }

    /// ```
    /// message = [authzid] UTF8NUL authcid UTF8NUL passwd
    /// ```
    ///
    /// RFC 4616 section 2.
    private ServerReply plain(RelayTarget.Login login) throws WireException {
        String message = "\0" + login.user() + "\0" + login.password();
        return answer("AUTH PLAIN " + encoded(message));
    }

    private ServerReply login(RelayTarget.Login login) throws WireException {
        ServerReply reply = answer("AUTH LOGIN");
        if (reply.code() == CHALLENGE) {
            reply = answer(encoded(login.user()));
        }
        return reply.code() == CHALLENGE ? answer(encoded(login.password())) : reply;
    }

    private ServerReply answer(String line) throws WireException {
        return dialogue.exchange(new Command(AUTH, line), patience);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
