package org.posthorn.mailbox.body;

import java.io.IOException;
import java.io.InputStream;
import org.posthorn.mailbox.mime.MessageParser;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.StoreException;

/// Looks at arriving messages.
public final class Examination {
    private Examination() {}

    public static ExaminedMessage of(IncomingBody body) {
        try (InputStream in = body.open()) {
            return new ExaminedMessage(body, "", MessageParser.parse(in));
        } catch (IOException e) {
            throw new StoreException("cannot read an arriving message", e);
        }
    }
}
