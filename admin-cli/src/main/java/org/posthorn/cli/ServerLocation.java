package org.posthorn.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which server the shell speaks to, from the options before the command.
///
/// @param api the admin API's address, without a path
/// @param tokenFile the file into which the server wrote its token
record ServerLocation(URI api, Path tokenFile) {
    private static final int ADMIN_PORT = 2080;
    private static final List<String> OPTIONS =
            List.of("--data", "--port-offset", "--url", "--token-file");

    /// The location and the words behind its options.
    record WithCommand(ServerLocation location, List<String> command) {}

    /// @param home where a relative data directory starts
    /// @throws CommandFailedException when an option lacks its value or the value is none
    static WithCommand parse(List<String> words, Path home) {
        Map<String, String> options = new TreeMap<>();
        int i = 0;
        while (i < words.size() && words.get(i).startsWith("--")) {
            String[] nameAndValue = words.get(i).split("=", 2);
            if (!OPTIONS.contains(nameAndValue[0])) {
                break;
            }
            if (nameAndValue.length == 1 && i + 1 == words.size()) {
                throw new CommandFailedException("option " + nameAndValue[0] + " needs a value");
            }
            options.put(
                    nameAndValue[0], nameAndValue.length > 1 ? nameAndValue[1] : words.get(++i));
            i++;
        }
        return new WithCommand(of(options, home), new ArrayList<>(words.subList(i, words.size())));
    }

    static WithCommand parse(String[] words, Path home) {
        return parse(Arrays.asList(words), home);
    }

    private static ServerLocation of(Map<String, String> options, Path home) {
        Path data =
                options.containsKey("--data")
                        ? Path.of(options.get("--data"))
                        : home.resolve("data");
        Path token =
                options.containsKey("--token-file")
                        ? Path.of(options.get("--token-file"))
                        : data.resolve("admin-token");
        String url =
                options.getOrDefault(
                        "--url",
                        "http://127.0.0.1:"
                                + (ADMIN_PORT
                                        + offset(options.getOrDefault("--port-offset", "0"))));
        return new ServerLocation(uri(url), token);
    }

    private static int offset(String text) {
        try {
            int offset = Integer.parseInt(text);
            if (offset >= 0 && offset + ADMIN_PORT <= 65535) {
                return offset;
            }
        } catch (NumberFormatException _) {
            // Said below, together with numbers that are too large.
        }
        throw new CommandFailedException(
                "--port-offset takes a number from 0 to " + (65535 - ADMIN_PORT) + ", not " + text);
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().startsWith("http")) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new CommandFailedException(
                "--url takes an address such as http://127.0.0.1:2080, not " + text);
    }
}
