package org.posthorn.imap.search;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.SearchKey.AddressField;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.mailbox.mime.MessageText;
import org.posthorn.mailbox.mime.TextMatcher;
import org.posthorn.mailbox.store.MessageSummary;

/// What a message's summary says in the forms that conditions ask for, each made once, when the
/// first asks.
final class SummaryTexts {
    private final MessageSummary summary;
    private final Map<AddressField, List<String>> addresses = new EnumMap<>(AddressField.class);
    private boolean knowsSent;
    private @Nullable LocalDate sent;
    private @Nullable String subject;
    private long looked;

    SummaryTexts(MessageSummary summary) {
        this.summary = summary;
    }

    MessageSummary summary() {
        return summary;
    }

    private Envelope envelope() {
        return summary.parsed().envelope();
    }

    /// See [SentDate].
    Optional<LocalDate> sent() {
        if (!knowsSent) {
            sent = SentDate.of(envelope()).orElse(null);
            knowsSent = true;
        }
        return Optional.ofNullable(sent);
    }

    /// Whether there is a subject and the needle is in it, decoded.
    boolean subjectHas(TextMatcher needle) {
        String raw = envelope().subject();
        if (raw == null) {
            return false;
        }
        String text = subject;
        if (text == null) {
            text = MessageText.ofHeader(raw);
            subject = text;
        }
        looked += text.length();
        return needle.isIn(text);
    }

    /// Whether the field has addresses and the needle is in their [AddressText].
    boolean addressesHave(AddressField field, TextMatcher needle) {
        for (String text : addresses.computeIfAbsent(field, this::addressTexts)) {
            looked += text.length();
            if (needle.isIn(text)) {
                return true;
            }
        }
        return false;
    }

    private List<String> addressTexts(AddressField field) {
        return AddressText.of(
                switch (field) {
                    case FROM -> envelope().from();
                    case TO -> envelope().to();
                    case CC -> envelope().cc();
                    case BCC -> envelope().bcc();
                });
    }

    /// How many characters were looked at since this was asked before.
    long takeLooked() {
        long taken = looked;
        looked = 0;
        return taken;
    }
}
