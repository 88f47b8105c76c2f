package org.posthorn.cli;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `trace`.
@Component
final class TraceCommand extends AdminCommand {
    /// What fits on a screen.
    private static final int MESSAGES = 5;

    private static final CommandParameter SINCE =
            new CommandParameter(
                    "--since",
                    "WHEN",
                    "only what happened since then: 10:00, 2026-11-26, 2026-11-26T10:00, or 30m, 2h, 3d ago",
                    CommandParameter.Values.NONE,
                    false,
                    false);
    private static final CommandParameter UNTIL =
            new CommandParameter(
                    "--until",
                    "WHEN",
                    "only what happened before then",
                    CommandParameter.Values.NONE,
                    false,
                    false);
    private static final CommandParameter OUTCOME =
            new CommandParameter(
                    "--outcome",
                    "OUTCOME",
                    "only messages that were refused, stored, delivered, deferred or failed",
                    CommandParameter.Values.OUTCOMES,
                    false,
                    false);
    private static final CommandParameter MOST =
            new CommandParameter(
                    "--most",
                    "N",
                    "so many messages, the newest; else " + MESSAGES,
                    CommandParameter.Values.NONE,
                    false,
                    false);

    private final AdminApi api;
    private final Clock clock;

    TraceCommand(AdminApi api) {
        super(
                "trace",
                "Say where messages are and why, and what happened to them",
                CommandParameter.argument(
                        "KEY",
                        "an address, a domain, a Message-ID, the id of a message, or a client's IP address",
                        CommandParameter.Values.ACCOUNTS),
                SINCE,
                UNTIL,
                OUTCOME,
                MOST,
                CommandParameter.JSON);
        this.api = api;
        this.clock = Clock.system(ZoneId.systemDefault());
    }

    @Override
    void run(Invocation invocation, Console console) {
        var query = new ArrayList<String>();
        query.add("key=" + AdminApi.encode(invocation.argument(0)));
        moment(invocation, SINCE, "since").ifPresent(query::add);
        moment(invocation, UNTIL, "until").ifPresent(query::add);
        invocation
                .option(OUTCOME)
                .ifPresent(outcome -> query.add("outcome=" + AdminApi.encode(outcome)));
        query.add(
                "most="
                        + invocation
                                .option(MOST)
                                .map(AdminApi::encode)
                                .orElse(Integer.toString(MESSAGES)));
        JsonNode answer = api.get("/v1/trace?" + String.join("&", query));
        if (invocation.has(CommandParameter.JSON)) {
            console.print(answer);
        } else {
            lines(answer, invocation).forEach(console::print);
        }
    }

    private Optional<String> moment(Invocation invocation, CommandParameter option, String name) {
        return invocation
                .option(option)
                .map(when -> name + "=" + AdminApi.encode(Since.parse(when, clock).toString()));
    }

    private List<String> lines(JsonNode answer, Invocation invocation) {
        var story = new Story(clock.getZone());
        if (answer.path("messages").isEmpty()) {
            story.add("Nothing is known of " + Story.clean(invocation.argument(0)) + ".");
            story.add("The delivery log is kept for delivery-log.keep-days of the settings.");
        }
        answer.path("messages").forEach(story::tell);
        if (answer.path("more").asBoolean()) {
            story.add(
                    "There are older ones: --most N shows more, --since and --outcome choose among"
                            + " them.");
        }
        if (answer.has("lookedBackTo")) {
            String moment = Story.clean(answer.path("lookedBackTo").asString());
            story.add(
                    "There is so much of it that nothing before %s was looked at: ask again with --until %s."
                            .formatted(moment, moment));
        }
        if (!answer.path("whole").asBoolean(true)) {
            story.add("So much happened to these messages that not all of it is shown.");
        }
        return story.lines();
    }
}
