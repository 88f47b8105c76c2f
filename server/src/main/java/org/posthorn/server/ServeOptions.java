package org.posthorn.server;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.server.config.Configuration;
import org.posthorn.server.config.ConfigurationException;

/// What stands after `serve`: `[--conf FILE] [--data DIR] [--port-offset N]`.
///
/// @param conf null for `conf/posthorn.yaml` in Posthorn's home, if it is there
/// @param data null for the configured one
record ServeOptions(@Nullable Path conf, @Nullable Path data, int portOffset) {
    private static final int MOST_OFFSET = 65_000;

    static ServeOptions parse(List<String> arguments) throws UsageException {
        Path conf = null;
        Path data = null;
        int portOffset = 0;
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.pop();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (equals >= 0) {
                left.push(argument.substring(equals + 1));
            }
            switch (option) {
                case "--conf" -> conf = path(option, left);
                case "--data" -> data = path(option, left);
                case "--port-offset" -> portOffset = offset(left);
                default ->
                        throw new UsageException(
                                "serve has no option "
                                        + option
                                        + "; it has --conf FILE, --data DIR and --port-offset N.");
            }
        }
        return new ServeOptions(conf, data, portOffset);
    }

    private static Path path(String option, Deque<String> left) throws UsageException {
        String text = value(option, left);
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new UsageException(option + " names no path: " + text);
        }
    }

    private static int offset(Deque<String> left) throws UsageException {
        String text = value("--port-offset", left);
        if (text.matches("-?[0-9]{1,5}")) {
            int offset = Integer.parseInt(text);
            if (Math.abs(offset) <= MOST_OFFSET) {
                return offset;
            }
        }
        throw new UsageException(
                "--port-offset must be a whole number up to 65000; it is \"" + text + "\".");
    }

    private static String value(String option, Deque<String> left) throws UsageException {
        String value = left.poll();
        if (value == null || value.isEmpty()) {
            throw new UsageException(option + " needs a value.");
        }
        return value;
    }

    /// Reads the file, and lets what stands on the command line override it.
    Configuration configuration(Path home) throws ConfigurationException {
        Configuration configuration = read(home);
        return data == null
                ? configuration
                : configuration.withDataDirectory(data.toAbsolutePath().normalize());
    }

    private Configuration read(Path home) throws ConfigurationException {
        if (conf != null) {
            return Configuration.read(conf, home, portOffset);
        }
        Path usual = home.resolve("conf").resolve("posthorn.yaml");
        return Files.exists(usual)
                ? Configuration.read(usual, home, portOffset)
                : Configuration.defaults(home, portOffset);
    }
}
