package org.posthorn.smtp.receive;

import java.util.ArrayList;
import java.util.List;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.api.handler.ProtocolHandlerChain;
import org.apache.james.protocols.api.handler.ProtocolHandlerChainImpl;
import org.apache.james.protocols.api.handler.UnknownCommandHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.smtp.core.ExpnCmdHandler;
import org.apache.james.protocols.smtp.core.NoopCmdHandler;

/// The table of SMTP: every command and who follows it. A client without TLS where TLS is required
/// gets no further than those that come `always`.
final class JamesSmtpChain {
    private JamesSmtpChain() {}

    static ProtocolHandlerChain of(SmtpServices services) {
        SmtpJournal journal = new SmtpJournal(services.figures(), services.log());
        UnknownRecipients unknown = new UnknownRecipients(System::nanoTime);
        var delivery = new LocalDelivery(services, journal);
        List<CommandHandler<?>> commands = new ArrayList<>();
        commands.add(greeting(GreetingHandler.Verb.EHLO, journal));
        commands.add(greeting(GreetingHandler.Verb.HELO, journal));
        commands.add(greeting(GreetingHandler.Verb.LHLO, journal));
        commands.add(JamesCommand.always("STARTTLS", new StartTlsHandler(), journal));
        var auth = new AuthHandler(services.logins(), services.authenticator());
        commands.add(JamesCommand.always("AUTH", auth, journal));
        commands.add(
                JamesCommand.of("MAIL", new MailHandler(services.rights(), delivery), journal));
        commands.add(JamesCommand.of("RCPT", new RcptHandler(services.router(), unknown), journal));
        commands.add(JamesCommand.of("DATA", new DataHandler(delivery), journal));
        commands.add(JamesCommand.always("BDAT", new BdatHandler(delivery), journal));
        commands.add(JamesCommand.of("RSET", new RsetHandler(), journal));
        commands.add(JamesCommand.of("VRFY", new VrfyHandler(), journal));
        commands.add(new ExpnCmdHandler());
        commands.add(new NoopCmdHandler());
        commands.add(JamesCommand.always("QUIT", new QuitHandler(), journal));
        commands.add(JamesCommand.of("HELP", new HelpHandler(verbs(commands)), journal));
        commands.add(
                refusal(UnknownCommandHandler.COMMAND_IDENTIFIER, Reply.UNKNOWN_COMMAND, journal));
        commands.add(refusal(CommandLine.MALFORMED, Reply.NOT_A_COMMAND, journal));
        commands.add(refusal(CommandLine.TOO_LONG, Reply.LINE_TOO_LONG, journal));
        ProtocolHandlerChainImpl chain = new ProtocolHandlerChainImpl();
        chain.add(new JamesSmtpDispatcher(services.commands().of("smtp", verbs(commands))));
        chain.add(new JamesGreeter(journal));
        chain.add(new JamesErrorLimit());
        chain.addAll(commands);
        try {
            chain.wireExtensibleHandlers();
        } catch (WiringException e) {
            throw new IllegalStateException(e);
        }
        return chain;
    }

    private static CommandHandler<?> greeting(GreetingHandler.Verb verb, SmtpJournal journal) {
        return JamesCommand.always(verb.name(), new GreetingHandler(verb), journal);
    }

    private static CommandHandler<?> refusal(String verb, Reply reply, SmtpJournal journal) {
        return JamesCommand.always(verb, (_, _) -> reply, journal);
    }

    private static List<String> verbs(List<CommandHandler<?>> commands) {
        return commands.stream().flatMap(each -> each.getImplCommands().stream()).toList();
    }
}
