package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreHealth;

/// Whether the server does its work; what health checkers ask, of which none has a token.
final class Health {
    private static final int PATIENCE_SECONDS = 3;

    private final Directory directory;
    private final Supplier<StoreHealth> store;
    private final Supplier<List<ListenerStatus>> listeners;

    /// The read that is under way, which all share who ask meanwhile: where a store hangs, one read
    /// hangs in it.
    private final AtomicReference<@Nullable CompletableFuture<Optional<String>>> reading =
            new AtomicReference<>();

    Health(
            Directory directory,
            Supplier<StoreHealth> store,
            Supplier<List<ListenerStatus>> listeners) {
        this.directory = directory;
        this.store = store;
        this.listeners = listeners;
    }

    /// A process that answers is alive; one that is not ready is not helped by another start.
    Answer live(Request request) {
        return Answer.of(JsonObject.builder().set("live", true).build());
    }

    Answer ready(Request request) {
        List<String> problems = report().problems();
        return Answer.json(
                problems.isEmpty() ? 200 : 503,
                JsonObject.builder()
                        .set("ready", problems.isEmpty())
                        .setStrings("problems", problems)
                        .build());
    }

    /// What was found out at one moment.
    ///
    /// @param readable whether the store answers
    /// @param problems a clause for people about each thing that the server should do and does not
    record Report(StoreHealth store, boolean readable, List<String> problems) {}

    Report report() {
        List<String> problems = new ArrayList<>();
        StoreHealth health = store.get();
        if (!health.takesMail()) {
            problems.add(
                    "the disk is full: %d MiB are left, so no mail is taken"
                            .formatted(health.usableOctets() >> 20));
        }
        Optional<String> unreadable = readProblem();
        unreadable.ifPresent(problems::add);
        for (ListenerStatus listener : listeners.get()) {
            if (!listener.accepting()) {
                problems.add("the listener " + listener.name() + " does not accept connections");
            }
        }
        return new Report(health, unreadable.isEmpty(), problems);
    }

    private Optional<String> readProblem() {
        var mine = new CompletableFuture<Optional<String>>();
        var shared = reading.compareAndExchange(null, mine);
        if (shared == null) {
            Thread.ofVirtual().name("health").start(() -> read(mine));
            shared = mine;
        }
        return shared.copy()
                .completeOnTimeout(
                        Optional.of(
                                "the store has not answered within %d s"
                                        .formatted(PATIENCE_SECONDS)),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS)
                .join();
    }

    private void read(CompletableFuture<Optional<String>> outcome) {
        Optional<String> problem = Optional.of("the store cannot be read");
        try {
            directory.domains();
            problem = Optional.empty();
        } catch (StoreException e) {
            problem = Optional.of("the store cannot be read: " + e.getMessage());
        } finally {
            reading.set(null);
            outcome.complete(problem);
        }
    }
}
