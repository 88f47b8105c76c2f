package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DomainName;

/// The request about the server itself.
record ServerStatus(
        String version,
        Instant started,
        Directory directory,
        Supplier<List<ListenerStatus>> listeners) {

    Answer show(Request request) {
        List<DomainName> domains = directory.domains();
        return Answer.of(
                JsonObject.builder()
                        .set("version", version)
                        .set("started", started.toString())
                        .set("uptimeSeconds", Duration.between(started, Instant.now()).toSeconds())
                        .set("domains", domains.size())
                        .set("accounts", domains.stream().mapToInt(this::accounts).sum())
                        .setValues(
                                "listeners",
                                listeners.get().stream().map(ServerStatus::json).toList())
                        .build());
    }

    private int accounts(DomainName domain) {
        return directory.accounts(domain).size();
    }

    private static JsonObject json(ListenerStatus listener) {
        return JsonObject.builder()
                .set("name", listener.name())
                .set("address", listener.address())
                .set("port", listener.port())
                .set("tls", listener.tls())
                .set("connections", listener.connections())
                .build();
    }
}
