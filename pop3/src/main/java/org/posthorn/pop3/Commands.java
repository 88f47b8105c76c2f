package org.posthorn.pop3;

import static org.posthorn.pop3.Pop3Command.afterLogin;
import static org.posthorn.pop3.Pop3Command.beforeLogin;

import java.util.Map;

/// All commands: POP3's table of contents.
final class Commands {
    static final Map<String, Pop3Command> ALL =
            Map.ofEntries(
                    Map.entry("AUTH", beforeLogin(AuthHandler::handle)),
                    Map.entry("CAPA", CapaHandler::handle),
                    Map.entry("DELE", afterLogin(DeleHandler::handle)),
                    Map.entry("LIST", afterLogin(ListHandler::handle)),
                    Map.entry("NOOP", afterLogin((_, _) -> new Pop3Reply.Ok("Nothing done"))),
                    Map.entry("PASS", beforeLogin(PassHandler::handle)),
                    Map.entry("QUIT", QuitHandler::handle),
                    Map.entry("RETR", afterLogin(RetrHandler::handle)),
                    Map.entry("RSET", afterLogin(RsetHandler::handle)),
                    Map.entry("STAT", afterLogin(StatHandler::handle)),
                    Map.entry("STLS", beforeLogin(StlsHandler::handle)),
                    Map.entry("TOP", afterLogin(TopHandler::handle)),
                    Map.entry("UIDL", afterLogin(UidlHandler::handle)),
                    Map.entry("USER", beforeLogin(UserHandler::handle)),
                    Map.entry("UTF8", beforeLogin(Utf8Handler::handle)));

    private Commands() {}
}
