package org.posthorn.smtp.route;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RelayName;

/// Asks a relay of each address only now and then. What it says of an address that it knows is
/// remembered longer than of one that it does not: that may be added at any time.
public final class RememberingProbe implements RecipientProbe {
    private static final int MOST = 10_000;

    private static final Duration KNOWN = Duration.ofHours(6);
    private static final Duration UNKNOWN = Duration.ofMinutes(10);
    private static final Duration UNSURE = Duration.ofSeconds(10);

    private record Question(RelayName relay, EmailAddress recipient) {}

    private record Remembered(Answer answer, Instant until) {}

    private final RecipientProbe probe;
    private final InstantSource clock;

    /// The one that was remembered first is forgotten first.
    private final Map<Question, Remembered> answers =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Question, Remembered> eldest) {
                    return size() > MOST;
                }
            };

    public RememberingProbe(RecipientProbe probe, InstantSource clock) {
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public Answer ask(RelayName relay, EmailAddress recipient) {
        var question = new Question(relay, recipient);
        Remembered known = remembered(question);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.answer();
        }
        Answer answer = probe.ask(relay, recipient);
        synchronized (answers) {
            answers.remove(question);
            answers.put(question, new Remembered(answer, clock.instant().plus(lifetime(answer))));
        }
        return answer;
    }

    private @Nullable Remembered remembered(Question question) {
        synchronized (answers) {
            return answers.get(question);
        }
    }

    private static Duration lifetime(Answer answer) {
        return switch (answer) {
            case KNOWN -> KNOWN;
            case UNKNOWN -> UNKNOWN;
            case UNSURE -> UNSURE;
        };
    }
}
