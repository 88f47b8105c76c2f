package org.posthorn.pop3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.pop3.Pop3Reply.ResponseCode;

/// QUIT (RFC 1939 section 6): the only place where messages are deleted.
final class QuitHandler {
    private static final Logger LOG = System.getLogger(QuitHandler.class.getName());

    private QuitHandler() {}

    static Pop3Reply handle(Pop3Session session, String argument) {
        if (!(session.state() instanceof Pop3State.Transaction(Maildrop maildrop))) {
            return new Pop3Reply.Goodbye(true, ResponseCode.NONE, "Goodbye");
        }
        try {
            maildrop.commit();
            return new Pop3Reply.Goodbye(true, ResponseCode.NONE, "Goodbye");
        } catch (StoreException e) {
            LOG.log(Level.ERROR, "QUIT could not delete", e);
            return new Pop3Reply.Goodbye(false, ResponseCode.SYS_TEMP, "No message was deleted");
        } finally {
            session.close();
        }
    }
}
