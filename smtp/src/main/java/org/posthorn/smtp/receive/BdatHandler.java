package org.posthorn.smtp.receive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.Connection;

/// BDAT (RFC 3030 section 2): a part of the message, of announced length.
///
/// Whatever the answer is, the octets are read first, or the rest of them would be taken for
/// commands.
final class BdatHandler implements Handler {
    private static final Pattern ARGUMENT =
            Pattern.compile("([0-9]{1,18})( LAST)?", Pattern.CASE_INSENSITIVE);

    private final LocalDelivery delivery;

    BdatHandler(LocalDelivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public Answer handle(Session session, String argument) throws CommandException, IOException {
        Matcher matcher = ARGUMENT.matcher(argument);
        if (!matcher.matches()) {
            return Reply.BAD_BDAT;
        }
        long octets = Long.parseLong(matcher.group(1));
        boolean last = matcher.group(2) != null;
        flushBefore(session.connection(), octets);
        Optional<Answer> refusal = refusal(session, last);
        if (refusal.isPresent()) {
            session.connection().input().skip(octets);
            if (last) {
                session.reset();
            }
            return refusal.get();
        }
        return take(session, octets, last);
    }

    /// A client may wait for answers to what it said before.
    private static void flushBefore(Connection connection, long octets) throws IOException {
        if (octets > 0 && !connection.input().hasBuffered()) {
            connection.output().flush();
        }
    }

    private static Optional<Answer> refusal(Session session, boolean last) {
        Optional<Transaction> transaction = session.transaction();
        if (transaction.isEmpty()) {
            return Optional.of(session.lacksTls() ? Reply.TLS_FIRST : Reply.MAIL_FIRST);
        }
        if (transaction.get().hasFailed()) {
            return Optional.of(Reply.BDAT_FAILED);
        }
        if (transaction.get().recipients().isEmpty()) {
            boolean silent = last && session.role() == Role.LMTP;
            return Optional.of(silent ? new Answer.PerRecipient(List.of()) : Reply.RCPT_FIRST);
        }
        return Optional.empty();
    }

    private Answer take(Session session, long octets, boolean last)
            throws CommandException, IOException {
        Transaction transaction = session.requireTransaction();
        long left = octets;
        try {
            if (transaction.chunked().isEmpty()) {
                MessageReader.Form form =
                        transaction.options().body() == BodyType.BINARY
                                ? MessageReader.Form.BINARY
                                : MessageReader.Form.CHUNKED;
                transaction.begin(delivery.begin(session, transaction, form));
            }
            Arrival arrival = transaction.chunked().orElseThrow();
            left = 0;
            arrival.reader().readChunk(session.connection().input(), octets);
            if (last) {
                arrival.reader().endChunks();
                return delivery.complete(session, transaction, arrival);
            }
            Optional<Reply> flaw = arrival.flaw();
            if (flaw.isPresent()) {
                transaction.fail();
            }
            return flaw.orElseGet(() -> Reply.chunk(octets));
        } catch (StoreException e) {
            session.connection().input().skip(left);
            transaction.fail();
            delivery.logFailure(e);
            return last
                    ? LocalDelivery.toAll(session, transaction, LocalDelivery.failed(e))
                    : LocalDelivery.failed(e);
        } finally {
            if (last) {
                session.reset();
            }
        }
    }
}
