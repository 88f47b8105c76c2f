package org.posthorn.smtp.receive;

import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.handler.ProtocolHandlerChain;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.posthorn.net.JamesTransport;

/// SMTP or LMTP in one role.
final class JamesSmtpProtocol extends SMTPProtocol {
    private final Role role;
    private final SmtpSettings settings;

    JamesSmtpProtocol(ProtocolHandlerChain chain, Role role, SmtpSettings settings) {
        super(chain, new Configuration(settings));
        this.role = role;
        this.settings = settings;
    }

    @Override
    public ProtocolSession newSession(ProtocolTransport transport) {
        JamesTransport ours = (JamesTransport) transport;
        Session session = new Session(ours.connection(), role, settings);
        return new JamesSmtpSession(ours, (Configuration) getConfiguration(), session);
    }

    private static final class Configuration extends SMTPConfigurationImpl {
        private final SmtpSettings settings;

        private Configuration(SmtpSettings settings) {
            this.settings = settings;
        }

        @Override
        public String getHelloName() {
            return settings.hostname();
        }

        @Override
        public long getMaxMessageSize() {
            return settings.maxMessageOctets();
        }

        @Override
        public String getSoftwareName() {
            return "Posthorn";
        }
    }
}
