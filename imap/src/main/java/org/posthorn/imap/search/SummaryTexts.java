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
import org.posthorn.mailbox.store.MessageSummary;

/// What a message's summary says in the forms that conditions ask for, each made once, when the
/// first asks.
final class SummaryTexts {
    private final MessageSummary summary;
    private final Map<AddressField, List<String>> addresses = new EnumMap<>(AddressField.class);
    private boolean knowsSent;
    private @Nullable LocalDate sent;
    private @Nullable String subject;

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

    /// The decoded subject; empty when there is none.
    String subject() {
        String known = subject;
        if (known == null) {
            String raw = envelope().subject();
            known = raw == null ? "" : MessageText.ofHeader(raw);
            subject = known;
        }
        return known;
    }

    boolean hasSubject() {
        return envelope().subject() != null;
    }

    /// See [AddressText]; empty when the field has no addresses.
    List<String> addresses(AddressField field) {
        return addresses.computeIfAbsent(
                field,
                _ ->
                        AddressText.of(
                                switch (field) {
                                    case FROM -> envelope().from();
                                    case TO -> envelope().to();
                                    case CC -> envelope().cc();
                                    case BCC -> envelope().bcc();
                                }));
    }
}
