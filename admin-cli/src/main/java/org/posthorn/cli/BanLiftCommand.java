package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `ban lift`.
@Component
final class BanLiftCommand extends AdminCommand {
    private static final String ALL = "all";

    private final AdminApi api;

    BanLiftCommand(AdminApi api) {
        super(
                "ban lift",
                "Let somebody log in again who is banned",
                CommandParameter.argument(
                        "NETWORK",
                        "an IP address, a network that ban list shows, or all",
                        CommandParameter.Values.NONE));
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String network = invocation.argument(0);
        boolean all = network.equals(ALL);
        String query = all ? "" : "?network=" + AdminApi.encode(network);
        int lifted = api.post("/v1/bans/lift" + query, Map.of()).path("lifted").asInt();
        console.print(
                all ? "Lifted: %d.".formatted(lifted) : "%s may log in again.".formatted(network));
    }
}
