package org.posthorn.smtp.receive;

import java.io.IOException;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.Connection;

/// DATA (RFC 5321 section 4.1.1.4).
final class DataHandler implements Handler {
    private final LocalDelivery delivery;

    DataHandler(LocalDelivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public Answer handle(Session session, String argument) throws CommandException, IOException {
        Handler.requireNone(argument);
        Transaction transaction = session.requireTransaction();
        if (transaction.hasFailed() || transaction.chunked().isPresent()) {
            return transaction.hasFailed() ? Reply.BDAT_FAILED : Reply.BDAT_BEGUN;
        }
        if (transaction.options().body() == BodyType.BINARY) {
            return Reply.BINARY_BY_BDAT;
        }
        if (transaction.recipients().isEmpty()) {
            return Reply.RCPT_FIRST;
        }
        try (Arrival arrival = delivery.begin(session, transaction, MessageReader.Form.DOTTED)) {
            Connection connection = session.connection();
            connection.output().writeAscii(Reply.START_MESSAGE.print().getFirst() + "\r\n");
            connection.output().flush();
            arrival.reader().readToDot(connection.input());
            return delivery.complete(session, transaction, arrival);
        } catch (StoreException e) {
            delivery.logFailure(e);
            return LocalDelivery.failed(e);
        } finally {
            session.reset();
        }
    }
}
