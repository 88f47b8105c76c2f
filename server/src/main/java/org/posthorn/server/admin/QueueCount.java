package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.queue.Words;

/// How many entries wait for a destination, how long already, and until when.
final class QueueCount {
    /// Entries are counted by the first of these that they are younger than, or as older than all.
    private static final List<Duration> BOUNDS =
            List.of(
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofDays(1));

    private static final int MOST_TEXT = 200;

    private final String destination;
    private final Instant now;
    private final int[] ages = new int[BOUNDS.size() + 1];
    private int held;
    private int leased;
    private Instant oldest = Instant.MAX;
    private Instant due = Instant.MAX;
    private String reply = "";

    QueueCount(String destination, Instant now) {
        this.destination = destination;
        this.now = now;
    }

    static List<Long> bounds() {
        return BOUNDS.stream().map(Duration::toSeconds).toList();
    }

    /// Such as `under 1h`, in the order of [#ages()].
    static List<String> ageNames() {
        List<String> names = new ArrayList<>();
        BOUNDS.forEach(bound -> names.add("under " + shown(bound)));
        names.add("over " + shown(BOUNDS.getLast()));
        return names;
    }

    private static String shown(Duration bound) {
        return bound.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /// How many there are of each age.
    List<Integer> ages() {
        return Arrays.stream(ages).boxed().toList();
    }

    void add(QueueEntry entry) {
        Instant arrived = entry.envelope().arrived();
        ages[age(Duration.between(arrived, now))]++;
        held += entry.isHeld() ? 1 : 0;
        oldest = earlier(oldest, arrived);
        if (QueueEntries.isLeased(entry, now)) {
            leased++;
        } else {
            due = earlier(due, entry.due());
        }
        String said = Words.said(entry);
        if (!said.isEmpty()) {
            reply = said.substring(0, Math.min(MOST_TEXT, said.length()));
        }
    }

    void add(QueueCount other) {
        for (int i = 0; i < ages.length; i++) {
            ages[i] += other.ages[i];
        }
        held += other.held;
        leased += other.leased;
        oldest = earlier(oldest, other.oldest);
        due = earlier(due, other.due);
    }

    private static int age(Duration age) {
        int i = 0;
        while (i < BOUNDS.size() && age.compareTo(BOUNDS.get(i)) >= 0) {
            i++;
        }
        return i;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    Instant now() {
        return now;
    }

    String destination() {
        return destination;
    }

    int entries() {
        return Arrays.stream(ages).sum();
    }

    /// What was said last of the youngest entry of which something was.
    String reply() {
        return reply;
    }

    /// `oldest` and `due` are missing where there is nothing that is old or will be due.
    JsonObject.Builder json() {
        JsonObject.Builder json =
                JsonObject.builder()
                        .set("entries", entries())
                        .set("held", held)
                        .set("leased", leased)
                        .setLongs("ages", Arrays.stream(ages).mapToObj(Long::valueOf).toList());
        if (!oldest.equals(Instant.MAX)) {
            json.set("oldest", oldest.toString());
        }
        if (!due.equals(Instant.MAX)) {
            json.set("due", due.toString());
        }
        return json;
    }
}
