package org.posthorn.smtp.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.net.Patience;
import org.posthorn.net.ServerBusyException;

/// A mail transaction, from MAIL to the end of its message (RFC 5321 section 3.3).
final class Transaction implements AutoCloseable {
    /// What a recipient and an account or address that it leads to take in heap, generously.
    private static final int RECIPIENT_OCTETS = 512;

    /// An original recipient has a character for each octet, and one of UTF-8 two octets for each
    /// character.
    private static final int OCTETS_OF_CHARACTER = 2;

    private static final int END_OCTETS = 512;

    private final ReversePath sender;
    private final MessageOptions options;
    private final Holding holding;
    private final List<Recipient> recipients = new ArrayList<>();
    private @Nullable Arrival chunked;
    private boolean failed;
    private int octets;

    /// @param holding counts its recipients
    Transaction(ReversePath sender, MessageOptions options, Holding holding) {
        this.sender = sender;
        this.options = options;
        this.holding = holding;
    }

    ReversePath sender() {
        return sender;
    }

    /// What MAIL asked for.
    MessageOptions options() {
        return options;
    }

    List<Recipient> recipients() {
        return recipients;
    }

    /// Adds a recipient, unless all clients together have too many.
    boolean add(Recipient recipient) {
        int options =
                OCTETS_OF_CHARACTER
                        * recipient.options().originalRecipient().map(String::length).orElse(0);
        int more = RECIPIENT_OCTETS + options + END_OCTETS * recipient.ends();
        if (!holding.keepInHeap(octets + more)) {
            return false;
        }
        octets += more;
        return recipients.add(recipient);
    }

    /// Judges the client until its message begins to arrive.
    Patience patience() {
        return () -> {
            if (octets > WorkBudget.FREE_OCTETS && holding.isTooSlow(octets, System.nanoTime())) {
                throw new ServerBusyException("others wait for the room of its recipients");
            }
        };
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
        closeChunked();
    }

    boolean hasFailed() {
        return failed;
    }

    @Override
    public void close() {
        holding.close();
        closeChunked();
    }

    private void closeChunked() {
        if (chunked != null) {
            chunked.close();
            chunked = null;
        }
    }
}
