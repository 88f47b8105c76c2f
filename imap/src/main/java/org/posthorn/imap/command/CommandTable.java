package org.posthorn.imap.command;

import java.io.IOException;
import java.util.Optional;

/// Every command and where its arguments are read (RFC 9051 section 9, RFC 3501 section 9).
///
/// ```
/// command = tag SP (command-any / command-auth / command-nonauth / command-select) CRLF
/// ```
final class CommandTable {
    private CommandTable() {}

    /// The command whose name comes next, up to its end.
    static Command parse(CommandScanner in, AppendSink sink) throws RefusedException, IOException {
        String name = in.keyword("the command");
        Command command =
                switch (name) {
                    case "CAPABILITY" -> new Command.Capability();
                    case "NOOP" -> new Command.Noop();
                    case "LOGOUT" -> new Command.Logout();
                    case "ID" -> IdParser.parse(in.space());

                    case "STARTTLS" -> new Command.StartTls();
                    case "AUTHENTICATE" -> AuthenticateParser.parse(in.space());
                    case "LOGIN" -> LoginParser.parse(in.space());

                    case "ENABLE" -> EnableParser.parse(in);
                    case "SELECT" -> SelectParser.parseSelect(in.space());
                    case "EXAMINE" -> SelectParser.parseExamine(in.space());
                    case "CREATE" -> CreateParser.parse(in.space());
                    case "DELETE" -> new Command.Delete(MailboxParser.parse(in.space()));
                    case "RENAME" -> RenameParser.parse(in.space());
                    case "SUBSCRIBE" -> new Command.Subscribe(MailboxParser.parse(in.space()));
                    case "UNSUBSCRIBE" -> new Command.Unsubscribe(MailboxParser.parse(in.space()));
                    case "LIST" -> ListParser.parse(in.space());
                    case "LSUB" -> ListParser.parseLsub(in.space());
                    case "NAMESPACE" -> new Command.Namespace();
                    case "STATUS" -> StatusParser.parse(in.space());
                    case "APPEND" -> AppendParser.parse(in.space(), sink);
                    case "IDLE" -> new Command.Idle();

                    case "CHECK" -> new Command.Check();
                    case "CLOSE" -> new Command.Close();
                    case "UNSELECT" -> new Command.Unselect();
                    case "EXPUNGE" -> new Command.Expunge(Optional.empty());
                    case "UID" -> byUid(in.space());
                    default -> onMessages(name, in, false);
                };
        in.end();
        return command;
    }

    /// ```
    /// uid = "UID" SP (copy / move / fetch / search / store / uid-expunge)
    /// ```
    private static Command byUid(CommandScanner in) throws RefusedException, IOException {
        String name = in.keyword("the command");
        return name.equals("EXPUNGE")
                ? new Command.Expunge(Optional.of(SequenceSetParser.parse(in.space())))
                : onMessages(name, in, true);
    }

    private static Command onMessages(String name, CommandScanner in, boolean byUid)
            throws RefusedException, IOException {
        return switch (name) {
            case "SEARCH" -> SearchParser.parse(in.space(), byUid);
            case "FETCH" -> FetchParser.parse(in.space(), byUid);
            case "STORE" -> StoreParser.parse(in.space(), byUid);
            case "COPY" -> CopyParser.parseCopy(in.space(), byUid);
            case "MOVE" -> CopyParser.parseMove(in.space(), byUid);
            default -> throw RefusedException.bad("the command is not known");
        };
    }
}
