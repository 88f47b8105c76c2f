package org.posthorn.server;

import java.nio.file.Path;
import org.posthorn.server.admin.ListenerStatus;
import org.posthorn.server.config.Configuration;
import org.posthorn.server.config.TlsSettings;

/// What a server that has started tells the person who started it.
///
/// @param launcher the command by which that person started it, such as `./posthorn`
record Announcement(Configuration configuration, ServeOptions options, Path home, String launcher) {

    private static final int ADMIN_PORT = 2080;

    /// The last line is `listening`, for programs that wait for it.
    String text(Server server) {
        StringBuilder text = new StringBuilder("Posthorn " + Version.text() + "\n\n");
        row(text, "data", configuration.server().dataDirectory().toString());
        row(text, "host name", configuration.server().hostname());
        row(text, "certificate", certificate());
        text.append('\n');
        for (ListenerStatus listener : server.listeners()) {
            row(
                    text,
                    listener.name(),
                    "%-16s %s"
                            .formatted(
                                    listener.address() + ":" + listener.port(),
                                    encryption(listener)));
        }
        row(text, "admin", "127.0.0.1:" + server.adminPort());
        if (!server.hasDomain()) {
            String shell = shell(server);
            text.append(
                    """

                    There is no domain yet. To make a mailbox, type in another terminal

                      %s domain add example.com
                      %s account add alice@example.com
                    """
                            .formatted(shell, shell));
        }
        return text.append("\nlistening\n").toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("  %-13s %s".formatted(name, value).stripTrailing()).append('\n');
    }

    private String certificate() {
        return switch (configuration.tls()) {
            case TlsSettings.PemFiles(Path certificate, _) -> certificate.toString();
            case TlsSettings.SelfSigned() -> "self-signed, so mail programs will ask about it";
        };
    }

    private static String encryption(ListenerStatus listener) {
        return switch (listener.tls()) {
            case "starttls" -> "STARTTLS";
            case "implicit" -> "TLS";
            default -> "";
        };
    }

    /// The admin shell, with the options by which it finds this very server.
    private String shell(Server server) {
        StringBuilder command = new StringBuilder(launcher).append(" shell");
        Path usual = home.resolve("data").toAbsolutePath().normalize();
        Path data = configuration.server().dataDirectory().toAbsolutePath().normalize();
        if (!data.equals(usual)) {
            command.append(" --data ")
                    .append(quoted(options.data() == null ? data : options.data()));
        }
        if (server.adminPort() == ADMIN_PORT + options.portOffset()) {
            if (options.portOffset() != 0) {
                command.append(" --port-offset ").append(options.portOffset());
            }
        } else {
            command.append(" --url http://127.0.0.1:").append(server.adminPort());
        }
        return command.toString();
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./~+:@,=-]+")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
