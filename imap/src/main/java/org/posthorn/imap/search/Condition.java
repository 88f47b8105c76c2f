package org.posthorn.imap.search;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageSummary;

/// What a search asks of a message.
@FunctionalInterface
interface Condition {
    Verdict test(Candidate message) throws IOException;

    /// What must be read decides.
    @FunctionalInterface
    interface OfMessage {
        boolean test(MessageReader message) throws IOException;
    }

    static Condition ofRow(Predicate<MessageRow> predicate) {
        return message -> Verdict.of(predicate.test(message.row()));
    }

    static Condition ofSummary(Predicate<MessageSummary> predicate) {
        return message -> {
            MessageSummary summary = message.summary();
            return summary == null ? Verdict.UNKNOWN : Verdict.of(predicate.test(summary));
        };
    }

    static Condition ofMessage(OfMessage predicate) {
        return message -> {
            MessageSummary summary = message.summary();
            MessageContent content = message.content();
            return summary == null || content == null
                    ? Verdict.UNKNOWN
                    : Verdict.of(
                            predicate.test(new MessageReader(summary.parsed().root(), content)));
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
