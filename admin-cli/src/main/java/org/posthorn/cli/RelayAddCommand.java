package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `relay add`.
@Component
final class RelayAddCommand extends AdminCommand {
    private static final CommandParameter PORT =
            CommandParameter.option(
                    "--port",
                    "PORT",
                    "default 25, with --implicit-tls 465, with LMTP 24",
                    CommandParameter.Values.NONE);
    private static final CommandParameter PROTOCOL =
            CommandParameter.option(
                    "--protocol", "PROTOCOL", "smtp or lmtp", CommandParameter.Values.NONE);
    private static final CommandParameter TLS =
            CommandParameter.option(
                    "--tls",
                    "RULE",
                    "never, opportunistic, required or verified",
                    CommandParameter.Values.NONE);
    private static final CommandParameter IMPLICIT_TLS =
            CommandParameter.flag("--implicit-tls", "TLS begins with the first octet");
    private static final CommandParameter USER =
            CommandParameter.option(
                    "--user",
                    "USER",
                    "log in as this user; the password is asked for",
                    CommandParameter.Values.NONE);
    private final Entries entries;

    RelayAddCommand(AdminApi api) {
        super(
                "relay add",
                "Name another server that mail is handed to",
                CommandParameter.argument(
                        "NAME", "what to call it, such as provider", CommandParameter.Values.NONE),
                CommandParameter.argument(
                        "HOST",
                        "its name, or an address in brackets",
                        CommandParameter.Values.NONE),
                PORT,
                PROTOCOL,
                TLS,
                IMPLICIT_TLS,
                USER,
                CommandParameter.PASSWORD_FILE);
        this.entries = new Entries(api, "relay");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String name = invocation.argument(0);
        Map<String, Object> properties =
                Entries.given(
                        invocation,
                        Map.of(
                                PORT, "port",
                                PROTOCOL, "protocol",
                                TLS, "tls",
                                IMPLICIT_TLS, "implicit-tls",
                                USER, "user"));
        properties.put("host", invocation.argument(1));
        if (invocation.has(USER)) {
            properties.put("password", console.password(invocation));
        }
        entries.add(name, properties);
        console.print("Relay %s is added; relay use says for which mail.".formatted(name));
    }
}
