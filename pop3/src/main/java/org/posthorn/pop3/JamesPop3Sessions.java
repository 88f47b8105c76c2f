package org.posthorn.pop3;

import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.pop3.POP3Session;
import org.posthorn.net.JamesTransport;

/// Our session behind James' one, made when it is first asked for.
record JamesPop3Sessions(Pop3Services services, Pop3Settings settings, MaildropLocks locks) {
    private static final AttachmentKey<Pop3Session> KEY =
            AttachmentKey.of("posthorn", Pop3Session.class);

    Pop3Session of(POP3Session james) {
        return james.getAttachment(KEY, State.Connection).orElseGet(() -> create(james));
    }

    private Pop3Session create(POP3Session james) {
        var session = new Pop3Session(transport(james).connection(), services, settings, locks);
        james.setAttachment(KEY, session, State.Connection);
        return session;
    }

    private static JamesTransport transport(ProtocolSession james) {
        return (JamesTransport) ((ProtocolSessionImpl) james).getProtocolTransport();
    }
}
