package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `alias remove`.
@Component
final class AliasRemoveCommand extends AdminCommand {
    private final AdminApi api;

    AliasRemoveCommand(AdminApi api) {
        super(
                "alias remove",
                "Remove an alias, or one of its targets",
                CommandParameter.argument(
                        "ALIAS", "such as info@example.com", CommandParameter.Values.ALIASES),
                CommandParameter.argument(
                                "TARGET",
                                "only this target; without it the whole alias",
                                CommandParameter.Values.ACCOUNTS)
                        .optional(),
                CommandParameter.YES);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String alias = invocation.argument(0);
        if (invocation.arguments().size() > 1) {
            String target = invocation.argument(1);
            console.confirm("Let %s no longer stand for %s?".formatted(alias, target), invocation);
            api.delete(
                    "/v1/aliases/%s?target=%s"
                            .formatted(AdminApi.encode(alias), AdminApi.encode(target)));
            console.print("%s no longer stands for %s.".formatted(alias, target));
            return;
        }
        console.confirm("Remove the alias %s?".formatted(alias), invocation);
        api.delete("/v1/aliases/" + AdminApi.encode(alias));
        console.print("Alias %s is removed.".formatted(alias));
    }
}
