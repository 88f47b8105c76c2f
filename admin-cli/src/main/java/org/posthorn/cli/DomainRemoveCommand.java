package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `domain remove`.
@Component
final class DomainRemoveCommand extends AdminCommand {
    private final AdminApi api;

    DomainRemoveCommand(AdminApi api) {
        super(
                "domain remove",
                "Remove a domain that has no accounts or aliases left",
                CommandParameter.argument(
                        "DOMAIN", "such as example.com", CommandParameter.Values.DOMAINS),
                CommandParameter.YES);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String domain = invocation.argument(0);
        console.confirm("Remove the domain %s?".formatted(domain), invocation);
        api.delete("/v1/domains/" + AdminApi.encode(domain));
        console.print("Domain %s is removed.".formatted(domain));
    }
}
