package org.posthorn.mailbox.tracing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Findings;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;
import org.posthorn.mailbox.deliverylog.LogKeys;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.tracing.LogScan.Found;

/// Answers a question: looks for the messages that have something to do with the key, then for all
/// that happened to them, then for all that happened to the messages that tell of them.
final class Search {
    /// Messages that are looked at where only some outcomes are wanted: what became of one is known
    /// when all of it is found.
    static final int CANDIDATES = 1000;

    /// A message for very many has very many events; nobody reads more than this.
    static final int MOST_EVENTS = 50_000;

    /// Pieces that are decoded in search of candidates, some milliseconds each: whoever has mail in
    /// all of them must say until when.
    static final int MOST_PIECES = 1000;

    private final MailStorage storage;

    Search(MailStorage storage) {
        this.storage = storage;
    }

    Findings find(Question question, int most) {
        var looking = new Looking(question, most);
        new LogScan(storage, LogKeys.Wanted.asked(question.key()), question.since())
                .newestFirst(looking);
        var candidates = looking.candidates;
        var ofMessages = new Gathering(candidates.messages.keySet());
        gather(ofMessages);
        var byMessage =
                ofMessages.found.stream()
                        .collect(Collectors.groupingBy(found -> found.event().message()));
        byMessage.values().removeIf(events -> !isWanted(question, events));
        var newest = newest(candidates, byMessage.keySet(), most);
        var answer = new ArrayList<Found>();
        answer.addAll(newest.alone);
        newest.messages
                .keySet()
                .forEach(id -> answer.addAll(byMessage.getOrDefault(id, List.of())));
        answer.addAll(related(ofMessages, newest.messages.keySet()));
        answer.sort(Found.IN_TIME);
        return new Findings(
                answer.stream().map(Found::event).toList(),
                looking.lookedBackTo(),
                ofMessages.found.size() < MOST_EVENTS);
    }

    private static boolean isWanted(Question question, List<Found> events) {
        Set<Kind> outcomes = question.outcomes();
        return outcomes.isEmpty()
                || events.stream().anyMatch(found -> outcomes.contains(found.event().kind()));
    }

    /// What the key leads to.
    ///
    /// @param messages when the last happened that has to do with the key, by ids
    /// @param alone what happened to no message
    private record Candidates(Map<String, Instant> messages, List<Found> alone) {}

    /// Looks for what the key leads to, the newest first.
    ///
    /// Where only some outcomes are wanted, nearly every event that tells of one names sender and
    /// recipient; so the search goes on for those even when there are many others.
    private static final class Looking implements LogScan.Reader {
        private final Question question;
        private final int most;
        private final Candidates candidates = new Candidates(new HashMap<>(), new ArrayList<>());
        private final Set<String> certain = new HashSet<>();
        private int pieces;
        private boolean counts = true;
        private Instant earliest = Instant.MAX;

        Looking(Question question, int most) {
            this.question = question;
            this.most = most;
        }

        @Override
        public void accept(Found found) {
            DeliveryEvent event = found.event();
            earliest = earlier(earliest, event.at());
            counts |= event.at().isBefore(question.until());
            boolean isCertain = isWanted(question, List.of(found));
            boolean hasNoPlace = !isCertain && candidates.messages.size() >= CANDIDATES;
            if (hasNoPlace || !isInTime(event) || !question.concerns(event)) {
                return;
            }
            String id = event.message();
            if (id.isEmpty()) {
                if (isCertain) {
                    candidates.alone.add(found);
                }
                return;
            }
            if (isCertain) {
                certain.add(id);
            }
            candidates.messages.merge(id, event.at(), Search::later);
        }

        private boolean isInTime(DeliveryEvent event) {
            return !event.at().isBefore(question.since()) && event.at().isBefore(question.until());
        }

        private boolean hasFoundEnough() {
            return candidates.alone.size() + certain.size() >= most;
        }

        @Override
        public boolean hasEnough() {
            pieces += counts ? 1 : 0;
            counts = false;
            return hasFoundEnough() || pieces > MOST_PIECES;
        }

        @Override
        public int lastDay() {
            return question.until().equals(Instant.MAX)
                    ? Integer.MAX_VALUE
                    : LogPiece.dayOf(question.until());
        }

        /// Where the search ended because it had gone on for so long.
        Optional<Instant> lookedBackTo() {
            return pieces > MOST_PIECES && !hasFoundEnough()
                    ? Optional.of(earliest)
                    : Optional.empty();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// Those of the candidates to which something happened last.
    private static Candidates newest(Candidates candidates, Set<String> wanted, int most) {
        record Candidate(Instant at, String message, List<Found> alone) {}
        var all = new ArrayList<Candidate>();
        wanted.forEach(id -> {
            Instant at = candidates.messages.getOrDefault(id, Instant.EPOCH);
            all.add(new Candidate(at, id, List.of()));
        });
        candidates.alone.forEach(
                found -> all.add(new Candidate(found.event().at(), "", List.of(found))));
        all.sort(Comparator.comparing(Candidate::at).reversed());
        var newest = new Candidates(new HashMap<>(), new ArrayList<>());
        for (Candidate candidate : all.subList(0, Math.min(most, all.size()))) {
            if (candidate.alone.isEmpty()) {
                newest.messages.put(candidate.message, candidate.at);
            } else {
                newest.alone.addAll(candidate.alone);
            }
        }
        return newest;
    }

    /// All events of some messages, and which others tell of them, or are told of by them.
    private static final class Gathering implements LogScan.Reader {
        private final Set<String> ids;
        private final List<Found> found = new ArrayList<>();
        private final Set<String> begun = new HashSet<>();
        private int firstDay = Integer.MAX_VALUE;

        /// From a message to those that it has to do with.
        private final Map<String, Set<String>> related = new HashMap<>();

        Gathering(Set<String> ids) {
            this.ids = ids;
        }

        @Override
        public void accept(Found each) {
            DeliveryEvent event = each.event();
            String report = event.detail(Detail.REPORT).orElse("");
            if (ids.contains(report) && !event.message().isEmpty()) {
                relate(report, event.message());
            }
            if (!ids.contains(event.message()) || found.size() == MOST_EVENTS) {
                return;
            }
            found.add(each);
            if (!report.isEmpty()) {
                relate(event.message(), report);
            }
            if (event.kind() == Kind.RECEIVED) {
                begun.add(event.message());
                firstDay = Math.min(firstDay, LogPiece.dayOf(event.at()));
            }
        }

        private void relate(String message, String other) {
            related.computeIfAbsent(message, _ -> new HashSet<>()).add(other);
        }

        /// Nothing happens to a message before it is received.
        @Override
        public boolean needsNothingOf(int day) {
            return begun.size() == ids.size() && day < firstDay;
        }
    }

    private void gather(Gathering gathering) {
        if (!gathering.ids.isEmpty()) {
            var wanted = LogKeys.Wanted.messages(gathering.ids);
            new LogScan(storage, wanted, Instant.EPOCH).newestFirst(gathering);
        }
    }

    /// What happened to the reports about these messages, or to the messages that these report.
    private List<Found> related(Gathering ofMessages, Set<String> chosen) {
        var ids = new HashSet<String>();
        chosen.forEach(id -> ids.addAll(ofMessages.related.getOrDefault(id, Set.of())));
        ids.removeAll(chosen);
        var gathering = new Gathering(ids);
        gather(gathering);
        return gathering.found;
    }
}
