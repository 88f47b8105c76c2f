package org.posthorn.cli;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A command that lists what the API has of a kind, as a table or as JSON.
abstract class ListCommand extends AdminCommand {
    private final AdminApi api;
    private final String path;
    private final String ifNone;

    /// @param path of the API
    /// @param ifNone what is printed instead of an empty table
    ListCommand(
            AdminApi api,
            CommandText text,
            String path,
            String ifNone,
            CommandParameter... parameters) {
        super(text.name(), text.description(), parameters);
        this.api = api;
        this.path = path;
        this.ifNone = ifNone;
    }

    /// How a command is called and what help says of it.
    record CommandText(String name, String description) {}

    /// The answer for people; empty when there is nothing.
    abstract Optional<Table> table(JsonNode answer);

    @Override
    final void run(Invocation invocation, Console console) {
        String query =
                invocation
                        .option(CommandParameter.DOMAIN_FILTER)
                        .map(domain -> "?domain=" + AdminApi.encode(domain))
                        .orElse("");
        JsonNode answer = api.get(path + query);
        if (invocation.has(CommandParameter.JSON)) {
            console.print(answer);
        } else {
            table(answer).ifPresentOrElse(console::print, () -> console.print(ifNone));
        }
    }
}
