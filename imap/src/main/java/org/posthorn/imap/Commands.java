package org.posthorn.imap;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.posthorn.imap.command.Command;

/// Every command and who carries it out: the table of contents of this package.
final class Commands {
    private static final Map<Class<?>, String> VERBS = new HashMap<>();

    static {
        addVerbs(Command.class, VERBS);
    }

    private Commands() {}

    /// @throws WrongStateException when the session is in a state that does not permit the command
    static Reply carryOut(Command command, Session session) throws IOException {
        return switch (command) {
            case Command.Capability _ -> CapabilityHandler.handle(session);
            case Command.Noop _ -> NoopHandler.handle();
            case Command.Logout _ -> LogoutHandler.handle(session);
            case Command.Id id -> IdHandler.handle(id, session);

            case Command.StartTls _ -> StartTlsHandler.handle(session);
            case Command.Authenticate authenticate ->
                    AuthenticateHandler.handle(authenticate, session);
            case Command.Login login -> LoginHandler.handle(login, session);

            case Command.Enable enable -> EnableHandler.handle(enable, session);
            case Command.Select select -> SelectHandler.handle(select, session);
            case Command.Examine examine -> ExamineHandler.handle(examine, session);
            case Command.Create create -> CreateHandler.handle(create, session.user());
            case Command.Delete delete -> DeleteHandler.handle(delete, session);
            case Command.Rename rename -> RenameHandler.handle(rename, session.user());
            case Command.Subscribe subscribe -> SubscribeHandler.handle(subscribe, session.user());
            case Command.Unsubscribe unsubscribe ->
                    UnsubscribeHandler.handle(unsubscribe, session.user());
            case Command.ListMailboxes list -> ListHandler.handle(list, session);
            case Command.Lsub lsub -> LsubHandler.handle(lsub, session);
            case Command.Namespace _ -> NamespaceHandler.handle(session);
            case Command.Status status -> StatusHandler.handle(status, session);
            case Command.Append append -> AppendHandler.handle(append, session);
            case Command.Idle _ -> IdleHandler.handle(session);

            case Command.Check _ -> CheckHandler.handle(session);
            case Command.Close _ -> CloseHandler.handle(session);
            case Command.Unselect _ -> UnselectHandler.handle(session);
            case Command.Expunge expunge -> ExpungeHandler.handle(expunge, session.selected());
            case Command.Search search -> SearchHandler.handle(search, session);
            case Command.Fetch fetch -> FetchHandler.handle(fetch, session);
            case Command.Store store -> StoreHandler.handle(store, session);
            case Command.Copy copy -> CopyHandler.handle(copy, session.selected());
            case Command.Move move -> MoveHandler.handle(move, session);
        };
    }

    /// Whether the client may be told of expunges with the command's reply: not where it names
    /// messages by sequence number and expects answers by them (RFC 9051 section 7.5.1).
    static boolean permitsExpunges(Command command) {
        return switch (command) {
            case Command.Fetch fetch -> fetch.byUid();
            case Command.Store store -> store.byUid();
            case Command.Search search -> search.byUid();
            default -> true;
        };
    }

    /// What the client wrote for it, UID left out, in upper case.
    static String verb(Command command) {
        return Objects.requireNonNull(VERBS.get(command.getClass()));
    }

    /// Those of all commands.
    static Collection<String> verbs() {
        return VERBS.values();
    }

    private static void addVerbs(Class<?> type, Map<Class<?>, String> verbs) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                addVerbs(permitted, verbs);
            }
        } else {
            String name = type.getSimpleName().toUpperCase(Locale.ROOT);
            verbs.put(type, name.equals("LISTMAILBOXES") ? "LIST" : name);
        }
    }
}
