package org.posthorn.cli;

import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `store check`.
@Component
final class StoreCheckCommand extends AdminCommand {
    private static final String PATH = "/v1/store/check";
    private static final Duration PAUSE = Duration.ofMillis(250);

    /// Between two lines on how far it is.
    private static final Duration NEWS = Duration.ofSeconds(5);

    private final AdminApi api;

    StoreCheckCommand(AdminApi api) {
        super(
                "store check",
                "Read everything that is stored, and say what is damaged or counted wrongly",
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        JsonNode progress = api.post(PATH, Map.of());
        boolean quiet = invocation.has(CommandParameter.JSON);
        String phase = "";
        long told = System.nanoTime();
        while (progress.path("running").asBoolean()) {
            pause();
            progress = api.get(PATH);
            boolean other = !phase.equals(progress.path("phase").asString());
            if (!quiet && (other || System.nanoTime() - told > NEWS.toNanos())) {
                phase = progress.path("phase").asString();
                told = System.nanoTime();
                console.print(
                        "Checking %s: %,d so far."
                                .formatted(phase, progress.path("checked").asLong()));
            }
        }
        if (quiet) {
            console.print(progress);
        } else {
            progress.path("first").forEach(each -> console.print(each.asString() + "."));
        }
        long findings = progress.path("findings").asLong();
        if (findings > 0) {
            throw new CommandFailedException(
                    "the store has %d %s; nothing was changed"
                            .formatted(findings, findings == 1 ? "flaw" : "flaws"));
        }
        if (!quiet) {
            console.print("The store is whole.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted; the check goes on", e);
        }
    }
}
