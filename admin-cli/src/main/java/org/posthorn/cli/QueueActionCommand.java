package org.posthorn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A command that changes entries of the queue: those that are named, or those that are chosen.
///
/// The server does a part at a time and says how to go on, so that no answer takes long.
abstract class QueueActionCommand extends AdminCommand {
    private static final CommandParameter ENTRIES =
            CommandParameter.repeated(
                            "ENTRY",
                            "numbers, as 'queue list' shows them; or choose by the options",
                            CommandParameter.Values.NONE)
                    .optional();
    private static final int PART = 1000;

    private final AdminApi api;
    private final String action;

    /// @param action the last word of the API's path
    QueueActionCommand(
            AdminApi api, String action, String description, CommandParameter... others) {
        super("queue " + action, description, parameters(others));
        this.api = api;
        this.action = action;
    }

    private static CommandParameter[] parameters(CommandParameter... others) {
        var all = new ArrayList<>(List.of(ENTRIES));
        all.addAll(List.of(QueueQuery.with(QueueQuery.MOST, QueueQuery.ALL)));
        all.addAll(List.of(others));
        return all.toArray(CommandParameter[]::new);
    }

    /// What is printed of so many that were changed.
    abstract String done(long count, Invocation invocation);

    /// Asks, where it is to be asked.
    void confirm(Invocation invocation, Console console) {}

    /// What is added to the query.
    List<String> more(Invocation invocation) {
        return List.of();
    }

    @Override
    final void run(Invocation invocation, Console console) {
        List<String> chosen = QueueQuery.filters(invocation);
        check(invocation, chosen);
        confirm(invocation, console);
        chosen.addAll(more(invocation));
        var tally = new Tally(QueueQuery.most(invocation, Integer.MAX_VALUE));
        if (invocation.arguments().isEmpty()) {
            if (invocation.has(QueueQuery.ALL)) {
                chosen.add("all=true");
            }
            change(chosen, tally);
        }
        for (String entry : invocation.arguments()) {
            var query = new ArrayList<>(List.of("entry=" + AdminApi.encode(entry)));
            query.addAll(chosen);
            change(query, tally);
        }
        tally.lines(invocation).forEach(console::print);
    }

    private void check(Invocation invocation, List<String> chosen) {
        boolean all = invocation.has(QueueQuery.ALL);
        boolean named = !invocation.arguments().isEmpty();
        if (all ? named || !chosen.isEmpty() : !named && chosen.isEmpty()) {
            throw new CommandFailedException(
                    "say which: numbers of entries, options such as --to, or --all alone; "
                            + usage());
        }
    }

    private void change(List<String> query, Tally tally) {
        String next = "";
        do {
            if (tally.left() <= 0) {
                return;
            }
            String asked =
                    String.join("&", query)
                            + "&most="
                            + Math.min(PART, tally.left())
                            + (next.isEmpty() ? "" : "&" + next);
            JsonNode answer = api.post("/v1/queue/" + action + "?" + asked, Map.of());
            tally.add(answer);
            next = answer.path("next").asString("");
        } while (!next.isEmpty());
    }

    /// What came of it, all answers together.
    private final class Tally {
        private final long most;
        private long changed;
        private long unchanged;
        private long leftUnderWay;
        private long changedUnderWay;

        Tally(long most) {
            this.most = most;
        }

        long left() {
            return most - changed;
        }

        void add(JsonNode answer) {
            changed += answer.path("changed").asLong();
            unchanged += answer.path("unchanged").asLong();
            leftUnderWay += answer.path("leftUnderWay").asLong();
            changedUnderWay += answer.path("changedUnderWay").asLong();
        }

        List<String> lines(Invocation invocation) {
            var lines = new ArrayList<String>();
            lines.add(done(changed, invocation));
            say(lines, changedUnderWay, "%s being sent at that moment and may have gone out.");
            say(lines, leftUnderWay, "%s being worked on already.");
            say(lines, unchanged, "%s left as before.");
            return lines;
        }

        private static void say(List<String> lines, long count, String words) {
            if (count > 0) {
                lines.add(words.formatted(count + (count == 1 ? " was" : " were")));
            }
        }
    }

    /// Such as `1 entry` or `3 entries`.
    static String entries(long count) {
        return count == 1 ? "1 entry" : count + " entries";
    }
}
