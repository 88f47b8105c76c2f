package org.posthorn.smtp.receive;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.net.Network;
import org.posthorn.smtp.route.PermittedSender;

/// XCLIENT, Postfix's command by which a listed peer says for whom it speaks (XCLIENT_README
/// there): ADDR, PORT and LOGIN count here, the others are taken and mean nothing.
///
/// ```
/// xclient-command = XCLIENT 1*( SP attribute-name "=" attribute-value )
/// ```
///
/// The session begins anew behind it, with a greeting.
final class XclientHandler implements Handler {
    private static final Set<String> ATTRIBUTES =
            Set.of("NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT");

    static final String OFFER = "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";

    private static final Set<String> UNKNOWN = Set.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
    private static final String IPV6 = "IPV6:";
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final Directory directory;

    XclientHandler(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Answer handle(Session session, String argument) throws CommandException {
        if (!session.isXclientPeer()) {
            return Reply.NOT_A_PROXY;
        }
        if (session.transaction().isPresent()) {
            return Reply.IN_TRANSACTION;
        }
        Map<String, String> attributes = attributes(argument);
        Optional<InetAddress> address = address(attributes.get("ADDR"));
        int port = port(attributes.get("PORT"));
        Optional<Account> account = account(session, attributes.get("LOGIN"));
        address.ifPresent(
                client -> session.connection().speaksFor(new InetSocketAddress(client, port)));
        session.beginAnew();
        account.ifPresent(session::login);
        return Reply.greeting(session.settings().hostname(), session.role() == Role.LMTP);
    }

    /// What is not known is left out.
    private static Map<String, String> attributes(String argument) throws CommandException {
        Map<String, String> attributes = new HashMap<>();
        for (String each : argument.split(" ", -1)) {
            int equals = each.indexOf('=');
            String name = each.substring(0, Math.max(0, equals)).toUpperCase(Locale.ROOT);
            String value = each.substring(equals + 1);
            require(ATTRIBUTES.contains(name) && !attributes.containsKey(name));
            require(!value.isEmpty() && Xtext.isValid(value));
            attributes.put(name, UNKNOWN.contains(value) ? "" : Xtext.decode(value));
        }
        return attributes;
    }

    private static Optional<InetAddress> address(@Nullable String text) throws CommandException {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        boolean ipv6 = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
        String literal = ipv6 ? text.substring(IPV6.length()) : text;
        require(literal.indexOf('/') < 0);
        try {
            return Optional.of(Network.parse(literal).address());
        } catch (IllegalArgumentException _) {
            throw new CommandException(Reply.BAD_XCLIENT);
        }
    }

    private static int port(@Nullable String text) throws CommandException {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        require(PORT.matcher(text).matches());
        int port = Integer.parseInt(text);
        require(port <= 0xFFFF);
        return port;
    }

    /// Who has logged in at the peer, where one logs in.
    private Optional<Account> account(Session session, @Nullable String login)
            throws CommandException {
        if (login == null || login.isEmpty()) {
            return Optional.empty();
        }
        Optional<Account> account =
                PermittedSender.address(login).flatMap(directory::account).filter(Account::enabled);
        require(session.role().requiresLogin() && account.isPresent());
        return account;
    }

    private static void require(boolean condition) throws CommandException {
        if (!condition) {
            throw new CommandException(Reply.BAD_XCLIENT);
        }
    }
}
