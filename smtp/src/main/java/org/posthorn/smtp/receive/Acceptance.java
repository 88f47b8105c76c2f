package org.posthorn.smtp.receive;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.SetAsideException;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.UnknownOutcomeException;
import org.posthorn.net.ServerBusyException;
import org.posthorn.smtp.dispatch.Dispatch;
import org.posthorn.smtp.dispatch.Dispatched;
import org.posthorn.smtp.dispatch.Dispatcher;
import org.posthorn.smtp.dispatch.MessageIds;
import org.posthorn.smtp.header.HeaderRules;
import org.posthorn.smtp.route.SendingRights;

/// Takes messages in and sends them on their way.
final class Acceptance {
    private static final Logger LOG = System.getLogger(Acceptance.class.getName());
    private static final FailureLog FAILURES = new FailureLog(LOG);

    private final MailStore store;
    private final SendingRights rights;
    private final Dispatcher dispatcher;
    private final SmtpJournal journal;

    Acceptance(SmtpServices services, SmtpJournal journal) {
        this.store = services.store();
        this.rights = services.rights();
        this.dispatcher = services.dispatcher();
        this.journal = journal;
    }

    /// Whether the client may begin a message at all.
    boolean hasRoom(Session session) {
        boolean room = store.budget().admits(session.party());
        if (!room) {
            logFailure(new StoreFullException("too many messages are arriving at once"));
        }
        return room;
    }

    /// Counts what the client's transaction keeps.
    Holding open(Session session) {
        return store.budget().open(session.party());
    }

    /// Makes a place for a message that is about to arrive.
    ///
    /// @throws StoreException when there is no place
    Arrival begin(Session session, Transaction transaction, MessageReader.Form form) {
        String id = MessageIds.next();
        IncomingBody body = store.newBody(session.party());
        session.connection()
                .input()
                .setPatience(() -> {
                    if (body.isTooSlow()) {
                        throw new ServerBusyException("others wait for the room of its message");
                    }
                });
        HeaderRules rules =
                session.account()
                        .map(account -> account.address().toString())
                        .or(() ->
                                Optional.of(transaction.sender().text()).filter(session::isListed))
                        .map(from -> HeaderRules.submitted(from, id, session.settings().hostname()))
                        .orElse(HeaderRules.RELAYED);
        MessageSink sink = new MessageSink(body, session.settings(), rules);
        return new Arrival(id, body, sink, new MessageReader(form, sink));
    }

    /// Stores a message that has arrived, unless it is flawed, and says what became of it.
    Answer complete(Session session, Transaction transaction, Arrival arrival) {
        Optional<Reply> flaw = arrival.flaw();
        if (flaw.isPresent()) {
            arrival.failure().ifPresent(this::logFailure);
            return refuse(session, transaction, arrival, flaw.get());
        }
        try {
            return report(session, transaction, arrival, store(session, transaction, arrival));
        } catch (CommandException e) {
            return refuse(session, transaction, arrival, e.reply());
        } catch (SetAsideException e) {
            LOG.log(Level.WARNING, () -> arrival.id() + ": " + e.getMessage());
            return refuse(session, transaction, arrival, failed(e));
        } catch (StoreException e) {
            logFailure(e);
            return refuse(session, transaction, arrival, failed(e));
        } catch (UnknownOutcomeException e) {
            LOG.log(Level.ERROR, "nobody knows whether " + arrival.id() + " is stored", e);
            return refuse(session, transaction, arrival, Reply.STORE_UNSURE);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "delivery of " + arrival.id() + " failed", bug);
            return refuse(session, transaction, arrival, Reply.OUR_FAULT);
        }
    }

    private Answer refuse(Session session, Transaction transaction, Arrival arrival, Reply reply) {
        journal.refused(session, transaction, arrival, reply);
        return toAll(session, transaction, reply);
    }

    /// Takes responsibility for the message, with `Received` on top.
    private Dispatched store(Session session, Transaction transaction, Arrival arrival)
            throws CommandException {
        var examined = store.examine(arrival.body());
        requireOwnFrom(session, examined);
        var message =
                examined.withPrologue(
                        TraceFields.received(session, transaction, arrival.id())
                                + sender(session, examined));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return dispatcher.dispatch(
                new Dispatch(
                        arrival.id(),
                        transaction.sender().text(),
                        transaction.options(),
                        message,
                        transaction.recipients().stream().map(Recipient::routed).toList(),
                        now,
                        Received.events(session, transaction, arrival.id(), examined, now),
                        session.role() == Role.LMTP));
    }

    /// Of several authors one sends (RFC 5322 section 3.6.2): who has logged in. What a client said
    /// of that was left out.
    private static String sender(Session session, ExaminedMessage message) {
        return session.account()
                .filter(_ -> message.parsed().envelope().from().size() > 1)
                .map(account -> "Sender: <" + account.address() + ">\r\n")
                .orElse("");
    }

    /// Who has logged in writes as nobody else, whatever the envelope says.
    private void requireOwnFrom(Session session, ExaminedMessage message) throws CommandException {
        var account = session.account();
        if (account.isPresent()
                && !rights.hasAll(account.get(), message.parsed().envelope().from())) {
            throw new CommandException(Reply.NOT_YOUR_FROM);
        }
        if (session.isListed()
                && !SendingRights.areAll(message.parsed().envelope().from(), session::isListed)) {
            throw new CommandException(Reply.NOT_YOUR_FROM);
        }
    }

    /// An account can be removed, or full, between its RCPT and now. Over LMTP that is said for
    /// each recipient. SMTP has one reply for all: where nobody got the message it is refused, and
    /// else the sender is told of those who did not.
    private Answer report(
            Session session, Transaction transaction, Arrival arrival, Dispatched dispatched) {
        if (!dispatched.isTaken()) {
            return refuse(session, transaction, arrival, refusal(dispatched.locals().values()));
        }
        journal.accepted(session, transaction, arrival, dispatched);
        Map<Recipient, Reply> refused = refused(transaction, dispatched);
        refused.forEach((recipient, reply) ->
                journal.refused(session, transaction, arrival, recipient, reply));
        if (session.role() != Role.LMTP) {
            return Reply.accepted(arrival.id());
        }
        List<Reply> replies = new ArrayList<>();
        for (Recipient recipient : transaction.recipients()) {
            Reply refusal = refused.get(recipient);
            replies.add(
                    refusal == null ? Reply.delivered(recipient.text(), arrival.id()) : refusal);
        }
        return new Answer.PerRecipient(replies);
    }

    /// Those of whose accounts some did not get the message, in their order.
    private static Map<Recipient, Reply> refused(Transaction transaction, Dispatched dispatched) {
        Map<Recipient, Reply> refused = new LinkedHashMap<>();
        for (Recipient recipient : transaction.recipients()) {
            List<PlacementOutcome> without = new ArrayList<>();
            for (AccountId account : recipient.accounts()) {
                var outcome = dispatched.locals().get(account);
                if (outcome != null && outcome != PlacementOutcome.STORED) {
                    without.add(outcome);
                }
            }
            if (!without.isEmpty()) {
                refused.put(recipient, refusal(without));
            }
        }
        return refused;
    }

    private static Reply refusal(Collection<PlacementOutcome> outcomes) {
        return outcomes.contains(PlacementOutcome.OVER_LIMIT)
                ? Reply.OVER_LIMIT
                : Reply.NO_SUCH_MAILBOX;
    }

    /// The same reply for the message, said as often as the protocol has it.
    static Answer toAll(Session session, Transaction transaction, Reply reply) {
        if (session.role() != Role.LMTP) {
            return reply;
        }
        return new Answer.PerRecipient(transaction.recipients().stream().map(_ -> reply).toList());
    }

    /// What the client hears when the store fails.
    static Reply failed(StoreException e) {
        return switch (e) {
            case StoreFullException _ -> Reply.STORE_FULL;
            case SetAsideException _ -> Reply.SET_ASIDE;
            default -> Reply.STORE_FAILED;
        };
    }

    void logFailure(StoreException e) {
        if (e instanceof StoreFullException) {
            FAILURES.refused(Level.WARNING, "a message could not be taken", e);
        } else {
            FAILURES.failed(Level.ERROR, "a message could not be stored", e);
        }
    }
}
