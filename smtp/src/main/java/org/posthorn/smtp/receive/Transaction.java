package org.posthorn.smtp.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A mail transaction, from MAIL to the end of its message (RFC 5321 section 3.3).
final class Transaction implements AutoCloseable {
    private final ReversePath sender;
    private final List<Recipient> recipients = new ArrayList<>();
    private @Nullable Arrival chunked;
    private boolean failed;

    Transaction(ReversePath sender) {
        this.sender = sender;
    }

    ReversePath sender() {
        return sender;
    }

    List<Recipient> recipients() {
        return recipients;
    }

    void add(Recipient recipient) {
        recipients.add(recipient);
    }

    /// The message that has begun to arrive by BDAT.
    Optional<Arrival> chunked() {
        return Optional.ofNullable(chunked);
    }

    void begin(Arrival arrival) {
        chunked = arrival;
    }

    /// A chunk was refused: only RSET helps now (RFC 3030 section 2).
    void fail() {
        failed = true;
        close();
    }

    boolean hasFailed() {
        return failed;
    }

    @Override
    public void close() {
        if (chunked != null) {
            chunked.close();
            chunked = null;
        }
    }
}
