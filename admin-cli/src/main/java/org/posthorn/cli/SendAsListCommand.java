package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `send-as list`.
@Component
final class SendAsListCommand extends ListCommand {
    SendAsListCommand(AdminApi api) {
        super(
                api,
                new CommandText("send-as list", "List who may send as whom"),
                "/v1/routes?kind=send-as",
                "Nobody may send as somebody else.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Entries.table(answer);
    }
}
