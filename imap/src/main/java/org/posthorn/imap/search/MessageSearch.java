package org.posthorn.imap.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.section.Progress;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageSummary;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// A search over the messages that a client knows.
///
/// What memory decides is not read. A message that is gone, and whose text would decide, is not
/// found.
public final class MessageSearch {
    private static final int BATCH = 128;

    /// How large the messages of a batch are together, unless it is a single one: what is kept of a
    /// message may be as large as it is, and a stranger may have sent it.
    private static final long BATCH_OCTETS = 128 * 1024;

    private final Condition condition;
    private final int conditionCount;
    private final Needles needles;
    private final SearchWork work;
    private final MailboxState known;
    private final Mailbox mailbox;
    private final Predicate<Uid> recent;
    private final List<MessageRow> found = new ArrayList<>();
    private final List<Candidate> undecided = new ArrayList<>();
    private long undecidedOctets;

    /// @param known the messages as the client numbers them
    /// @param recent whether a message is `\Recent` to the client
    /// @param progress is asked while the search runs
    public MessageSearch(
            SearchKey key,
            MailboxState known,
            Mailbox mailbox,
            Predicate<Uid> recent,
            Progress progress) {
        this(key, known, mailbox, recent, new SearchWork(progress));
    }

    MessageSearch(
            SearchKey key,
            MailboxState known,
            Mailbox mailbox,
            Predicate<Uid> recent,
            SearchWork work) {
        var conditions = new Conditions(known);
        this.condition = conditions.of(key);
        this.conditionCount = conditions.count();
        this.needles = conditions.needles();
        this.work = work;
        this.known = known;
        this.mailbox = mailbox;
        this.recent = recent;
    }

    /// The messages found, in ascending order.
    ///
    /// @throws SearchTooDearException when that takes more work than one search may
    /// @throws IOException when nobody waits for the result any more
    public List<MessageRow> run() throws IOException {
        for (int index = 0; index < known.size(); index++) {
            work.spend(conditionCount);
            MessageRow row = known.row(index);
            var candidate = new Candidate(row, recent.test(row.uid()));
            if (!isDecided(candidate)) {
                undecided.add(candidate);
                undecidedOctets += row.sizeOctets();
            }
            if (undecided.size() == BATCH || undecidedOctets >= BATCH_OCTETS) {
                read();
            }
        }
        read();
        found.sort((a, b) -> a.uid().compareTo(b.uid()));
        return found;
    }

    private boolean isDecided(Candidate candidate) {
        Verdict verdict = condition.test(candidate);
        if (verdict == Verdict.YES) {
            found.add(candidate.row());
        }
        return verdict != Verdict.UNKNOWN;
    }

    /// Decides about a batch of candidates with what the store knows of them.
    private void read() throws IOException {
        if (undecided.isEmpty()) {
            return;
        }
        Map<Uid, MessageSummary> summaries = new HashMap<>();
        mailbox.summaries(uids(undecided), summary -> summaries.put(summary.uid(), summary));
        Map<Uid, Candidate> unread = new LinkedHashMap<>();
        for (Candidate candidate : undecided) {
            work.spend(conditionCount);
            MessageSummary summary = summaries.get(candidate.row().uid());
            if (summary != null) {
                var texts = new SummaryTexts(summary);
                Candidate known = candidate.with(texts);
                if (!isDecided(known)) {
                    unread.put(candidate.row().uid(), known);
                }
                work.spend(texts.takeLooked());
            }
        }
        undecided.clear();
        undecidedOctets = 0;
        try {
            mailbox.contents(
                    uids(unread.values()),
                    (uid, content) -> decide(Objects.requireNonNull(unread.get(uid)), content));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void decide(Candidate candidate, MessageContent content) {
        var findings = new Findings();
        Candidate known = candidate.with(findings);
        BodyPart root = Objects.requireNonNull(candidate.summary()).summary().parsed().root();
        var source = new MessageReader.Source(root, content);
        MessageReader.Decision decision =
                () -> {
                    work.spend(conditionCount);
                    return condition.test(known) != Verdict.UNKNOWN;
                };
        try {
            new MessageReader(source, needles, work, findings, decision).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        isDecided(known);
    }

    private static UidSet uids(Collection<Candidate> candidates) {
        var uids = new UidSet.Builder();
        candidates.forEach(candidate -> uids.add(candidate.row().uid()));
        return uids.build();
    }
}
