package org.posthorn.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.posthorn.mailbox.jdbc.OctetsPlace;

/// What concerns the whole server.
///
/// @param hostname by which the server calls itself in greetings and trace headers
/// @param diskReserveOctets room on the data folder's disk below which no mail is taken
/// @param messageStore where the octets of new messages go
/// @param stopGrace how long commands under way may take to finish when the server stops
public record ServerSettings(
        String hostname,
        Path dataDirectory,
        long diskReserveOctets,
        OctetsPlace messageStore,
        Duration stopGrace) {

    private static final Pattern HOST_NAME =
            Pattern.compile(
                    "(?i)LABEL(\\.LABEL)*".replace("LABEL", "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"));

    private static final Setting<String> HOSTNAME =
            new Setting<>(
                    "hostname",
                    new Kind.Text(
                            "a host name such as mail.example.com, or \"\"",
                            ServerSettings::isHostName),
                    "",
                    """
                    The name by which the server calls itself in greetings, in Received headers and in the \
                    certificate that it makes for itself. Empty: this machine's own name.\
                    """);

    private static final Setting<String> DATA =
            new Setting<>(
                    "data",
                    new Kind.Text("the path of a folder", path -> !path.isBlank()),
                    "data",
                    """
                    The folder of everything that the server keeps: mail, accounts, its certificate. A relative \
                    path starts at the folder of the launcher. `--data` overrides it.\
                    """);

    private static final Setting<Long> DISK_RESERVE =
            new Setting<>(
                    "disk-reserve",
                    new Kind.Octets(64 * Kind.Octets.MIB, 64 * 1024 * Kind.Octets.GIB),
                    256 * Kind.Octets.MIB,
                    """
                    While less than this is left on the data folder's disk, no mail is taken, and clients are \
                    told to try again later. Reading and deleting go on; below half of it, reading only.\
                    """);

    private static final Setting<OctetsPlace> MESSAGE_STORE =
            new Setting<>(
                    "message-store",
                    new Kind.OneOf<>(OctetsPlace.class),
                    OctetsPlace.SEGMENTS,
                    """
                    Where the octets of new messages go: append-only files beside the database, which is quicker, \
                    or rows of the database. Those that are there stay where they are, and are read.\
                    """);

    private static final Setting<Duration> STOP_GRACE =
            new Setting<>(
                    "stop-grace",
                    new Kind.TimeSpan(Duration.ZERO, Duration.ofMinutes(10)),
                    Duration.ofSeconds(20),
                    "How long commands under way may take to finish when the server is told to stop.");

    static final Section SECTION =
            new Section(
                    "",
                    "The server as a whole.",
                    List.of(HOSTNAME, DATA, DISK_RESERVE, MESSAGE_STORE, STOP_GRACE));

    static ServerSettings from(Values values, Path home) {
        String hostname = values.get(HOSTNAME);
        return new ServerSettings(
                hostname.isEmpty() ? machineName() : hostname,
                values.path(DATA, home),
                values.get(DISK_RESERVE),
                values.get(MESSAGE_STORE),
                values.get(STOP_GRACE));
    }

    ServerSettings withDataDirectory(Path directory) {
        return new ServerSettings(hostname, directory, diskReserveOctets, messageStore, stopGrace);
    }

    private static boolean isHostName(String text) {
        return text.isEmpty() || (text.length() <= 253 && HOST_NAME.matcher(text).matches());
    }

    private static String machineName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return isHostName(name) && !name.isEmpty() ? name : "localhost";
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }
}
