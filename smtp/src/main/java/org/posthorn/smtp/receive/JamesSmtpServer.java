package org.posthorn.smtp.receive;

import org.apache.james.protocols.api.handler.ProtocolHandlerChain;
import org.posthorn.net.ConnectionHandler;
import org.posthorn.net.JamesConnectionHandler;
import org.posthorn.net.JamesGoodbyes;
import org.posthorn.smtp.limits.SendingLimits;

/// Serves connections with James' chain.
final class JamesSmtpServer {
    private final SmtpSettings settings;
    private final ProtocolHandlerChain chain;

    JamesSmtpServer(SmtpServices services, SmtpSettings settings, SendingLimits sending) {
        this.settings = settings;
        this.chain = JamesSmtpChain.of(services, sending);
    }

    ConnectionHandler handler(Role role) {
        JamesGoodbyes goodbyes =
                new JamesGoodbyes(
                        JamesReply.of(Reply.TIMED_OUT),
                        JamesReply.of(
                                role.requiresLogin()
                                        ? Reply.NO_LOGIN_IN_TIME
                                        : Reply.NO_MAIL_IN_TIME),
                        JamesReply.of(Reply.STOPPING),
                        Reply.TOO_MANY_CONNECTIONS.print().getFirst());
        JamesSmtpProtocol protocol = new JamesSmtpProtocol(chain, role, settings);
        return new JamesConnectionHandler(
                protocol, CommandLine.MAX_OCTETS, goodbyes, ShownCommand::of);
    }
}
