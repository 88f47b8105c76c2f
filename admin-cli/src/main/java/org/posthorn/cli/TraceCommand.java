package org.posthorn.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
                OUTCOME,
                MOST,
                CommandParameter.JSON);
        this.api = api;
        this.clock = Clock.systemDefaultZone();
    }

    @Override
    void run(Invocation invocation, Console console) {
        var query = new ArrayList<String>();
        query.add("key=" + AdminApi.encode(invocation.argument(0)));
        invocation
                .option(SINCE)
                .ifPresent(when ->
                        query.add("since=" + AdminApi.encode(Since.parse(when, clock).toString())));
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

    private List<String> lines(JsonNode answer, Invocation invocation) {
        if (answer.path("messages").isEmpty()) {
            return List.of(
                    "Nothing is known of " + Story.clean(invocation.argument(0)) + ".",
                    "The delivery log is kept for delivery-log.keep-days of the settings.");
        }
        var story = new Story(clock.getZone());
        answer.path("messages").forEach(story::tell);
        if (answer.path("more").asBoolean()) {
            story.add(
                    "There are older ones: --most N shows more, --since and --outcome choose among"
                            + " them.");
        }
        return story.lines();
    }
}
