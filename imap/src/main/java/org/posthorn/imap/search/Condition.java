package org.posthorn.imap.search;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.posthorn.mailbox.store.MessageRow;

/// What a search asks of a message.
@FunctionalInterface
interface Condition {
    Verdict test(Candidate message);

    static Condition ofRow(Predicate<MessageRow> predicate) {
        return message -> Verdict.of(predicate.test(message.row()));
    }

    static Condition ofSummary(Predicate<SummaryTexts> predicate) {
        return message -> {
            SummaryTexts summary = message.summary();
            return summary == null ? Verdict.UNKNOWN : Verdict.of(predicate.test(summary));
        };
    }

    /// What is found in the octets decides.
    static Condition ofFindings(Function<Findings, Verdict> verdict) {
        return message -> {
            Findings findings = message.findings();
            return findings == null ? Verdict.UNKNOWN : verdict.apply(findings);
        };
    }

    /// What is known to fail spares the reading of the rest.
    static Condition and(List<Condition> conditions) {
        return message -> {
            Verdict all = Verdict.YES;
            for (Condition condition : conditions) {
                Verdict verdict = condition.test(message);
                if (verdict == Verdict.NO) {
                    return Verdict.NO;
                }
                all = verdict == Verdict.UNKNOWN ? verdict : all;
            }
            return all;
        };
    }

    static Condition not(Condition condition) {
        return message -> condition.test(message).negated();
    }

    static Condition or(Condition left, Condition right) {
        return not(and(List.of(not(left), not(right))));
    }
}
