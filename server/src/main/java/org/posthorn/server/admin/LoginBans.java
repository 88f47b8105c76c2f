package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import org.posthorn.mailbox.login.Ban;
import org.posthorn.mailbox.login.Bans;
import org.posthorn.mailbox.login.ClientNetwork;

/// Requests about networks that may not log in for now.
record LoginBans(Bans bans) {

    Answer list(Request request) {
        return Answer.list(bans.all().stream().map(LoginBans::json).toList());
    }

    private static JsonObject json(Ban ban) {
        return JsonObject.builder()
                .set("network", ban.network().text())
                .set("refused", ban.refused())
                .set("since", ban.since().toString())
                .set("until", ban.until().toString())
                .build();
    }

    /// One network, by any of its addresses, or all.
    Answer lift(Request request) throws InvalidRequestException {
        String text = request.queriedText("network").orElse("");
        if (text.isEmpty()) {
            return lifted(
                    (int) bans.all().stream().filter(ban -> bans.lift(ban.network())).count());
        }
        ClientNetwork network;
        try {
            network = ClientNetwork.parse(text);
        } catch (IllegalArgumentException _) {
            throw new InvalidRequestException(
                    "\"network\" must be an IP address, or a network such as 2001:db8:1:2::/64.");
        }
        return bans.lift(network) ? lifted(1) : Answer.notFound("ban of " + network.text());
    }

    private static Answer lifted(int count) {
        return Answer.of(JsonObject.builder().set("lifted", count).build());
    }
}
