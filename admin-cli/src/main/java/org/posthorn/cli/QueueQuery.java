package org.posthorn.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The options that choose entries of the queue, and the query that they become.
final class QueueQuery {
    static final CommandParameter TO =
            CommandParameter.option(
                    "--to",
                    "WHOM",
                    "only mail to this address or domain",
                    CommandParameter.Values.NONE);
    static final CommandParameter FROM =
            CommandParameter.option(
                    "--from",
                    "WHOM",
                    "only mail from this address or domain; <> is mail from nobody, as bounces are",
                    CommandParameter.Values.ACCOUNTS);
    static final CommandParameter DESTINATION =
            CommandParameter.option(
                    "--destination",
                    "NAME",
                    "only what waits for this destination, such as mx:example.net, or for this domain or relay",
                    CommandParameter.Values.NONE);
    static final CommandParameter ID =
            CommandParameter.option(
                    "--id",
                    "ID",
                    "only the message with this id or Message-ID",
                    CommandParameter.Values.NONE);
    static final CommandParameter OLDER_THAN =
            CommandParameter.option(
                    "--older-than",
                    "AGE",
                    "only what arrived longer ago: 30m, 2h, 3d",
                    CommandParameter.Values.NONE);
    static final CommandParameter HELD = CommandParameter.flag("--held", "only what is held");
    static final CommandParameter MOST =
            CommandParameter.option(
                    "--most", "N", "no more than so many", CommandParameter.Values.NONE);
    static final CommandParameter ALL = CommandParameter.flag("--all", "all that is in the queue");

    private static final List<CommandParameter> FILTERS =
            List.of(TO, FROM, DESTINATION, ID, OLDER_THAN, HELD);
    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})\\s*([smhd])");
    private static final int MOST_NUMBER = 999_999_999;

    private QueueQuery() {}

    /// The options that choose entries, and those of a command.
    static CommandParameter[] with(CommandParameter... others) {
        var all = new ArrayList<>(FILTERS);
        all.addAll(Arrays.asList(others));
        return all.toArray(CommandParameter[]::new);
    }

    /// What was chosen, such as `to=example.net` and `held=true`.
    static List<String> filters(Invocation invocation) {
        var query = new ArrayList<String>();
        for (CommandParameter filter : FILTERS) {
            String name = filter.name().substring(2);
            invocation
                    .option(filter)
                    .ifPresent(value -> query.add(name + "=" + value(filter, value)));
        }
        return query;
    }

    private static String value(CommandParameter filter, String value) {
        if (filter.equals(HELD)) {
            return "true";
        }
        return AdminApi.encode(filter.equals(OLDER_THAN) ? Long.toString(seconds(value)) : value);
    }

    private static long seconds(String age) {
        Matcher parts = AGE.matcher(age.strip());
        if (!parts.matches()) {
            throw new CommandFailedException(
                    "'%s' is not an age such as 30m, 2h or 3d".formatted(Story.clean(age)));
        }
        long unit =
                switch (parts.group(2)) {
                    case "s" -> 1;
                    case "m" -> 60;
                    case "h" -> 3600;
                    default -> 86_400;
                };
        return Long.parseLong(parts.group(1)) * unit;
    }

    /// The number of `--most`.
    static int most(Invocation invocation, int otherwise) {
        Optional<String> given = invocation.option(MOST);
        if (given.isEmpty()) {
            return otherwise;
        }
        String text = given.get();
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (number < 1) {
            throw new CommandFailedException(
                    "--most takes a number from 1 to %d, not %s"
                            .formatted(MOST_NUMBER, Story.clean(text)));
        }
        return number;
    }
}
