package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `ban list`.
@Component
final class BanListCommand extends ListCommand {
    BanListCommand(AdminApi api) {
        super(
                api,
                new CommandText("ban list", "List who may not log in, for too many refused logins"),
                "/v1/bans",
                "Nobody is banned.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        var table = new Table("Network", "Refused", "Since", "Until");
        answer.forEach(ban ->
                table.row(
                        ban.path("network").asString(),
                        ban.path("refused").asString(),
                        ban.path("since").asString(),
                        ban.path("until").asString()));
        return answer.isEmpty() ? Optional.empty() : Optional.of(table);
    }
}
