package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `sending paused`.
@Component
final class SendingPausedCommand extends ListCommand {
    SendingPausedCommand(AdminApi api) {
        super(
                api,
                new CommandText(
                        "sending paused", "List accounts that may not send, for sending too much"),
                "/v1/sending/paused",
                "No account's sending is paused.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        var table = new Table("Account");
        answer.forEach(account -> table.row(account.path("address").asString()));
        return answer.isEmpty() ? Optional.empty() : Optional.of(table);
    }
}
