package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `postmaster set`.
@Component
final class PostmasterSetCommand extends AdminCommand {
    private final Entries entries;

    PostmasterSetCommand(AdminApi api) {
        super(
                "postmaster set",
                "Say who gets mail for postmaster and abuse where nobody has these addresses",
                CommandParameter.argument(
                        "ADDRESS",
                        "an account, alias or group; none for the first account",
                        CommandParameter.Values.ACCOUNTS));
        this.entries = new Entries(api, "postmaster");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String address = invocation.argument(0);
        if (address.equals("none")) {
            entries.remove("*");
            console.print("Nobody is postmaster of all domains.");
        } else {
            entries.set("*", Map.of("to", address));
            console.print("%s is postmaster of all domains.".formatted(address));
        }
    }
}
