package org.posthorn.smtp.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A connection that is opened anew where the server ended it between two messages.
///
/// Servers close after a number of messages or some time of their own, and say so, if at all, when
/// the next message is offered. That is no reason for this message to wait.
final class LastingConnection implements RelayConnection {
    private final Opener opener;
    private SmtpConnection current;

    LastingConnection(Opener opener) throws WireException {
        this.opener = opener;
        this.current = opener.open();
    }

    /// Opens a connection to the same server, time and again.
    @FunctionalInterface
    interface Opener {
        SmtpConnection open() throws WireException;
    }

    @Override
    public RelayTarget target() {
        return current.target();
    }

    @Override
    public Optional<String> protection() {
        return current.protection();
    }

    @Override
    public List<RecipientOutcome> transfer(Transfer transfer) {
        List<RecipientOutcome> outcomes = current.transfer(transfer);
        if (!current.hadEnded()) {
            return outcomes;
        }
        current.close();
        try {
            current = opener.open();
        } catch (WireException e) {
            List<RecipientOutcome> deferred = new ArrayList<>();
            transfer.recipients()
                    .forEach(_ -> deferred.add(new RecipientOutcome.Deferred(e.reply(), true)));
            return deferred;
        }
        return current.transfer(transfer);
    }

    @Override
    public RemoteReply probe(String address) {
        return current.probe(address);
    }

    @Override
    public boolean isUsable() {
        return current.isUsable();
    }

    /// Whether the server is there and has said nothing of an end.
    boolean isQuiet() {
        return current.isQuiet();
    }

    @Override
    public void close() {
        current.close();
    }
}
