package org.posthorn.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What to measure and how long, from the command line; bench/README.md says the same to people.
///
/// @param launcher the script that starts Posthorn
/// @param directory an empty directory for the servers' data
/// @param report the file that gets the table
/// @param servers the names of the servers to measure
/// @param measurements the names of the measurements to take
/// @param rounds how often each rate is measured on each server
/// @param round how long one round of delivery lasts at most
/// @param messages the size of the mailbox that is fetched from
/// @param sessions the number of idle sessions
/// @param window how long each of the three stretches of the mixed load lasts
/// @param largeMailbox the size of the mailbox whose neighbours are measured
/// @param reclaimGibibytes how much mail is there before most of it is expunged and reclaimed
/// @param relayed how many small messages go through a server for elsewhere in a round
/// @param deadQueue how many wait for a host that does not answer
/// @param group how many members a group has
record Options(
        Path launcher,
        Path directory,
        Optional<Path> report,
        Set<String> servers,
        Set<String> measurements,
        int rounds,
        Duration round,
        int messages,
        int sessions,
        Duration window,
        int largeMailbox,
        int reclaimGibibytes,
        int relayed,
        int deadQueue,
        int group) {

    static final Set<String> SERVERS = Set.of("posthorn", "dovecot", "postfix");
    static final Set<String> MEASUREMENTS =
            Set.of(
                    "delivery",
                    "large",
                    "fetch",
                    "idle",
                    "start",
                    "mixed",
                    "neighbours",
                    "changes",
                    "small-heap",
                    "octets",
                    "select",
                    "reclaiming",
                    "relay",
                    "submission",
                    "dead-destination",
                    "group");

    /// Round 0 does not count; where only one does, there is none.
    int firstRound() {
        return rounds > 1 ? 0 : 1;
    }

    /// @throws IllegalArgumentException with a sentence that says what is wrong
    static Options parse(String... arguments) {
        var builder = new Builder();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--quick")) {
                builder.quick();
            } else if (MEASUREMENTS.contains(arguments[i])) {
                builder.select(arguments[i]);
            } else if (i + 1 < arguments.length) {
                builder.set(arguments[i], arguments[++i]);
            } else {
                throw new IllegalArgumentException(arguments[i] + " is unknown or needs a value");
            }
        }
        return builder.build();
    }

    private static final class Builder {
        private Path launcher = Path.of("posthorn");
        private Path directory = Path.of("");
        private Optional<Path> report = Optional.empty();
        private Set<String> servers = SERVERS;
        private Set<String> measurements = new TreeSet<>();
        private int rounds = 3;
        private int roundSeconds = 3;
        private int messages = 20_000;
        private int sessions = 2_000;
        private int windowSeconds = 20;
        private int largeMailbox = 200_000;
        private int reclaimGibibytes = 10;
        private int relayed = 20_000;
        private int deadQueue = 100_000;
        private int group = 500;

        void quick() {
            rounds = 1;
            roundSeconds = 1;
            messages = 2_000;
            sessions = 200;
            windowSeconds = 1;
            largeMailbox = 4_000;
            reclaimGibibytes = 1;
            relayed = 120;
            deadQueue = 100;
            group = 20;
        }

        void select(String measurement) {
            measurements.add(measurement);
        }

        void set(String option, String value) {
            switch (option) {
                case "--launcher" -> launcher = Path.of(value).toAbsolutePath();
                case "--dir" -> directory = Path.of(value).toAbsolutePath();
                case "--report" -> report = Optional.of(Path.of(value));
                case "--servers" -> servers = names(option, value, SERVERS);
                case "--only" -> measurements.addAll(names(option, value, MEASUREMENTS));
                case "--rounds" -> rounds = number(option, value, 100);
                case "--seconds" -> roundSeconds = number(option, value, 60);
                case "--messages" -> messages = number(option, value, 1_000_000);
                case "--sessions" -> sessions = number(option, value, 10_000);
                case "--window" -> windowSeconds = number(option, value, 600);
                case "--large-mailbox" -> largeMailbox = number(option, value, 1_000_000);
                case "--reclaim-gib" -> reclaimGibibytes = number(option, value, 1_000);
                case "--relayed" -> relayed = number(option, value, 1_000_000);
                case "--dead-queue" -> deadQueue = number(option, value, 1_000_000);
                case "--group" -> group = number(option, value, 1_000);
                default -> throw new IllegalArgumentException(option + " is unknown");
            }
        }

        Options build() {
            return new Options(
                    launcher,
                    directory,
                    report,
                    servers,
                    measurements.isEmpty() ? MEASUREMENTS : measurements,
                    rounds,
                    Duration.ofSeconds(roundSeconds),
                    messages,
                    sessions,
                    Duration.ofSeconds(windowSeconds),
                    largeMailbox,
                    reclaimGibibytes,
                    relayed,
                    deadQueue,
                    group);
        }

        private static int number(String option, String value, int most) {
            int number = value.matches("\\d{1,7}") ? Integer.parseInt(value) : 0;
            if (number < 1 || number > most) {
                throw new IllegalArgumentException(
                        option + " takes a number from 1 to " + most + ", not " + value);
            }
            return number;
        }

        private static Set<String> names(String option, String value, Set<String> known) {
            var names = new TreeSet<>(Arrays.asList(value.split(",")));
            if (!known.containsAll(names)) {
                throw new IllegalArgumentException(
                        option + " takes some of " + String.join(",", new TreeSet<>(known)));
            }
            return names;
        }
    }
}
