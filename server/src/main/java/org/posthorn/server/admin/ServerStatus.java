package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreHealth;

/// The request about the server itself.
record ServerStatus(
        String version,
        Instant started,
        Directory directory,
        Health health,
        Supplier<List<ListenerStatus>> listeners) {

    /// Answers from memory where the store does not answer: the counts are left out then.
    Answer show(Request request) {
        Health.Report report = health.report();
        JsonObject.Builder status =
                JsonObject.builder()
                        .set("version", version)
                        .set("started", started.toString())
                        .set("uptimeSeconds", Duration.between(started, Instant.now()).toSeconds())
                        .setStrings("problems", report.problems())
                        .set("store", json(report.store()));
        if (report.readable()) {
            count(status);
        }
        return Answer.of(
                status.setValues(
                                "listeners",
                                listeners.get().stream().map(ServerStatus::json).toList())
                        .build());
    }

    private void count(JsonObject.Builder status) {
        try {
            List<DomainName> domains = directory.domains();
            int accounts =
                    domains.stream().mapToInt(domain -> directory.accounts(domain).size()).sum();
            status.set("domains", domains.size()).set("accounts", accounts);
        } catch (StoreException _) {
            // It could be read a moment ago; the next status says why not.
        }
    }

    private static JsonObject json(StoreHealth store) {
        return JsonObject.builder()
                .set("takesMail", store.takesMail())
                .set("usableOctets", store.usableOctets())
                .build();
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
