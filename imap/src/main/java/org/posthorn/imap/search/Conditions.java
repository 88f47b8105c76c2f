package org.posthorn.imap.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.mailbox.mime.TextMatcher;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.UidSet;

/// Makes conditions of search keys; numbers are resolved and needles prepared once.
final class Conditions {
    private final MailboxState known;
    private final Needles needles = new Needles();
    private int count;

    /// @param known the messages as the client numbers them
    Conditions(MailboxState known) {
        this.known = known;
    }

    /// What the conditions made here look for in the octets of messages.
    Needles needles() {
        return needles;
    }

    /// How many conditions were made here.
    int count() {
        return count;
    }

    Condition of(SearchKey key) {
        count++;
        return switch (key) {
            case SearchKey.And(var keys) -> Condition.and(keys.stream().map(this::of).toList());
            case SearchKey.Or(SearchKey left, SearchKey right) -> Condition.or(of(left), of(right));
            case SearchKey.Not(SearchKey inner) -> Condition.not(of(inner));
            case SearchKey.HasFlag(var flag) -> Condition.ofRow(row -> row.flags().has(flag));
            case SearchKey.Recent() -> message -> Verdict.of(message.recent());
            case SearchKey.Keyword(String keyword) ->
                    Condition.ofRow(row -> row.flags().hasKeyword(keyword));
            case SearchKey.SequenceNumbers(SequenceSet set) -> in(ofNumbers(set));
            case SearchKey.Uids(SequenceSet set) -> in(ofUids(set));
            case SearchKey.Larger(long octets) -> Condition.ofRow(row -> row.sizeOctets() > octets);
            case SearchKey.Smaller(long octets) ->
                    Condition.ofRow(row -> row.sizeOctets() < octets);
            case SearchKey.DateIs date -> date(date);
            case SearchKey.Addresses(var field, String text) -> addresses(field, text);
            case SearchKey.Subject(String text) -> subject(text);
            case SearchKey.Header(String field, String text) -> {
                TextMatcher needle = needles.addInField(field, text);
                yield Condition.ofFindings(findings -> findings.inHeader(needle));
            }
            case SearchKey.Body(String text) -> {
                TextMatcher needle = needles.addInBody(text);
                yield Condition.ofFindings(findings -> findings.inBody(needle));
            }
            case SearchKey.Text(String text) -> {
                TextMatcher needle = needles.addInText(text);
                yield Condition.ofFindings(findings -> findings.inBody(needle));
            }
            case SearchKey.ModSeq(var atLeast) ->
                    Condition.ofRow(row -> row.modSequence().compareTo(atLeast) >= 0);
            case SearchKey.EmailId(String id) ->
                    Condition.ofSummary(texts -> texts.summary().emailId().toString().equals(id));
            case SearchKey.ThreadId(String id) ->
                    Condition.ofSummary(texts -> texts.summary().threadId().toString().equals(id));
        };
    }

    private static Condition addresses(SearchKey.AddressField field, String text) {
        var needle = new TextMatcher(text);
        return Condition.ofSummary(texts -> texts.addressesHave(field, needle));
    }

    private static Condition subject(String text) {
        var needle = new TextMatcher(text);
        return Condition.ofSummary(texts -> texts.subjectHas(needle));
    }

    private static Condition in(UidSet uids) {
        return Condition.ofRow(row -> uids.contains(row.uid().value()));
    }

    /// Dates are compared without their times and zones (RFC 9051 section 6.4.4).
    private static Condition date(SearchKey.DateIs key) {
        return switch (key.field()) {
            case INTERNAL -> Condition.ofRow(row -> holds(key, dateOf(row.internalDate())));
            case SAVED ->
                    Condition.ofSummary(texts -> holds(key, dateOf(texts.summary().saveDate())));
            case SENT ->
                    Condition.ofSummary(
                            texts -> texts.sent().filter(day -> holds(key, day)).isPresent());
        };
    }

    private static LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static boolean holds(SearchKey.DateIs key, LocalDate date) {
        return switch (key.relation()) {
            case BEFORE -> date.isBefore(key.date());
            case ON -> date.equals(key.date());
            case SINCE -> !date.isBefore(key.date());
        };
    }

    private UidSet ofNumbers(SequenceSet set) {
        var uids = new UidSetOfRanges();
        int size = known.size();
        for (SequenceSet.Range range : set.ranges()) {
            long a = range.first() == SequenceSet.STAR ? size : range.first();
            long b = range.last() == SequenceSet.STAR ? size : range.last();
            int first = (int) Math.min(Math.min(a, b), Integer.MAX_VALUE);
            int last = (int) Math.min(Math.max(a, b), size);
            if (first >= 1 && first <= last) {
                uids.add(known.uidValue(first - 1), known.uidValue(last - 1));
            }
        }
        return uids.build();
    }

    private UidSet ofUids(SequenceSet set) {
        var uids = new UidSetOfRanges();
        if (!known.isEmpty()) {
            long highest = known.uidValue(known.size() - 1);
            for (SequenceSet.Range range : set.ranges()) {
                long a = range.first() == SequenceSet.STAR ? highest : range.first();
                long b = range.last() == SequenceSet.STAR ? highest : range.last();
                uids.add(Math.min(a, b), Math.max(a, b));
            }
        }
        return uids.build();
    }

    /// Collects ranges in any order.
    private static final class UidSetOfRanges {
        private final List<UidSet.Range> ranges = new ArrayList<>();

        void add(long first, long last) {
            ranges.add(new UidSet.Range(first, last));
        }

        UidSet build() {
            return UidSet.of(ranges);
        }
    }
}
