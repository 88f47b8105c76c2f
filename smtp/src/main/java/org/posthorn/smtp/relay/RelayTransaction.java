package org.posthorn.smtp.relay;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.outbound.MessageOptions;

/// One mail transaction (RFC 5321 section 3.3): MAIL, RCPT for some recipients, the message.
///
/// Where the server takes groups, everything up to DATA is one (RFC 2920).
final class RelayTransaction {
    private static final int CHUNK = 1 << 18;
    private static final int GO_AHEAD = 354;
    private static final int TOO_MUCH = 452;
    private static final int TOO_MUCH_ONCE = 552;
    private static final Command DOT = Command.of(".");
    private static final String MESSAGE = "the message";

    private final Dialogue dialogue;
    private final RelayTimeouts timeouts;
    private final Extensions extensions;
    private final boolean lmtp;
    private final PreparedMessage message;
    private final List<Addressee> accepted = new ArrayList<>();
    private final List<Addressee> tooMany = new ArrayList<>();
    private @Nullable RecipientOutcome refusal;
    private boolean goAhead;
    private boolean messageSent;
    private boolean clean;
    private boolean begun;

    RelayTransaction(
            Dialogue dialogue,
            RelayTimeouts timeouts,
            Extensions extensions,
            RelayTarget.Protocol protocol,
            PreparedMessage message) {
        this.dialogue = dialogue;
        this.timeouts = timeouts;
        this.extensions = extensions;
        this.lmtp = protocol == RelayTarget.Protocol.LMTP;
        this.message = message;
    }

    /// Those whom the server took no more in this transaction; they are undecided and may be tried
    /// in another one.
    List<Addressee> tooMany() {
        return tooMany;
    }

    /// How many the server took.
    int acceptedCount() {
        return accepted.size();
    }

    /// Whether the server has come to its end, so that the next one needs no RSET.
    boolean isClean() {
        return clean;
    }

    /// Whether the server has said anything to it.
    boolean isBegun() {
        return begun;
    }

    /// Runs it; afterwards all are decided but [#tooMany].
    ///
    /// @param reset whether there may be something left of the one before
    /// @param block for what is read
    /// @throws IOException when the message cannot be read; the conversation is over then
    void run(List<Addressee> recipients, MessageOptions options, boolean reset, byte[] block)
            throws IOException {
        try {
            envelope(recipients, options, reset);
            content(block);
        } catch (WireException e) {
            dialogue.abandon();
            RecipientOutcome outcome =
                    messageSent && !e.isSaid()
                            ? new RecipientOutcome.Unknown(e.reply())
                            : new RecipientOutcome.Deferred(e.reply(), true);
            accepted.forEach(addressee -> addressee.decide(outcome));
            RecipientOutcome others = new RecipientOutcome.Deferred(e.reply(), true);
            recipients.forEach(addressee -> addressee.decide(others));
            tooMany.clear();
        }
    }

    private void envelope(List<Addressee> recipients, MessageOptions options, boolean reset)
            throws WireException {
        if (reset) {
            dialogue.ask(Command.RSET, timeouts.mail(), _ -> {});
        }
        dialogue.ask(
                EnvelopeCommands.mail(message, options, extensions),
                timeouts.mail(),
                this::hearMail);
        for (Addressee addressee : recipients) {
            if (refusal != null) {
                break;
            }
            Transfer.To to = addressee.recipient();
            String address =
                    message.utf8() ? to.address() : AddressCheck.withAsciiDomain(to.address());
            dialogue.ask(
                    EnvelopeCommands.rcpt(address, to.options(), extensions),
                    timeouts.rcpt(),
                    reply -> hearRcpt(addressee, reply));
        }
        if (!message.isChunked() && !isHopeless()) {
            dialogue.ask(Command.DATA, timeouts.data(), this::hearData);
        }
        dialogue.await();
        if (refusal != null) {
            RecipientOutcome outcome = refusal;
            recipients.forEach(addressee -> addressee.decide(outcome));
        }
    }

    /// Whether it is known already that nobody will get the message.
    private boolean isHopeless() {
        return refusal != null || (!dialogue.isWaiting() && accepted.isEmpty());
    }

    private void hearMail(ServerReply reply) throws WireException {
        begun = true;
        refusal = refusal(reply);
    }

    private void hearRcpt(Addressee addressee, ServerReply reply) throws WireException {
        if (refusal != null) {
            return;
        }
        if (!accepted.isEmpty() && isTooMany(reply)) {
            tooMany.add(addressee);
            return;
        }
        RecipientOutcome refused = refusal(reply);
        if (refused == null) {
            accepted.add(addressee);
        } else {
            addressee.decide(refused);
        }
    }

    /// RFC 5321 section 4.5.3.1.10, where 552 is an old spelling that means the same if nothing
    /// says that it is about a mailbox.
    private static boolean isTooMany(ServerReply reply) {
        if (reply.code() != TOO_MUCH && reply.code() != TOO_MUCH_ONCE) {
            return false;
        }
        String status = reply.toRemote().status();
        return status.endsWith(".5.3") || (reply.code() == TOO_MUCH && status.endsWith(".0.0"));
    }

    private void hearData(ServerReply reply) throws WireException {
        goAhead = reply.code() == GO_AHEAD;
        if (!goAhead) {
            decideAccepted(reply);
        }
    }

    /// A reply that takes the message back from all who were to get it.
    private void decideAccepted(ServerReply reply) throws WireException {
        RecipientOutcome refused = refusal(reply);
        if (refused == null) {
            throw unexpected(reply);
        }
        accepted.forEach(addressee -> addressee.decide(refused));
    }

    /// What it means for whom it is said of; null if it is no refusal.
    private static @Nullable RecipientOutcome refusal(ServerReply reply) throws WireException {
        if (reply.isPositive()) {
            return null;
        }
        RemoteReply said = reply.toRemote();
        if (reply.isTransient()) {
            return new RecipientOutcome.Deferred(said, isAboutServer(said));
        }
        if (reply.isPermanent()) {
            return new RecipientOutcome.Failed(said);
        }
        throw unexpected(reply);
    }

    private static WireException unexpected(ServerReply reply) {
        return new WireException(OwnReply.garbage("an unexpected reply of " + reply.code()));
    }

    /// Whether another server may say something else: its system or network is not well (RFC 3463
    /// sections 3.4 and 3.5), or, without an enhanced code, its storage or some error of its own.
    private static boolean isAboutServer(RemoteReply reply) {
        String status = reply.status();
        return status.startsWith("4.3.")
                || status.startsWith("4.4.")
                || (status.equals("4.0.0") && (reply.code() == 451 || reply.code() == TOO_MUCH));
    }

    private void content(byte[] block) throws IOException {
        boolean wanted = refusal == null && !accepted.isEmpty();
        if (message.isChunked() && wanted) {
            chunks();
        } else if (goAhead && wanted) {
            data(block);
        } else if (goAhead) {
            // RFC 2920 section 3.1: the server has taken DATA with nobody to send to.
            dialogue.exchange(DOT, timeouts.dot());
        }
    }

    private void data(byte[] block) throws IOException {
        boolean correct;
        try (InputStream in = message.octets().get()) {
            correct = new DotStuffing(dialogue.wire()::write).copy(in, block);
        } catch (WireException e) {
            throw lastWords(e);
        } catch (IOException | RuntimeException e) {
            dialogue.abandon();
            throw e;
        }
        if (!correct) {
            dialogue.abandon();
            RecipientOutcome broken = new RecipientOutcome.Failed(OwnReply.BROKEN_LINES);
            accepted.forEach(addressee -> addressee.decide(broken));
            return;
        }
        dialogue.say(DOT);
        messageSent = true;
        dialogue.flush();
        hearFinal();
    }

    /// A server that closes in the midst of a message may have said why.
    private WireException lastWords(WireException failure) {
        try {
            ServerReply reply = dialogue.hear(MESSAGE, timeouts.connect());
            if (reply.isPermanent()) {
                decideAccepted(reply);
            }
            return reply.isTransient() ? WireException.said(reply.toRemote()) : failure;
        } catch (WireException e) {
            return e.isSaid() ? e : failure;
        }
    }

    /// RFC 3030 section 2. Chunk by chunk, as the size in the envelope may not be that of the
    /// octets.
    private void chunks() throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = message.octets().get()) {
            boolean last = false;
            while (!last) {
                int count = in.readNBytes(chunk, 0, CHUNK);
                last = count < CHUNK;
                dialogue.say(new Command("BDAT", "BDAT " + count + (last ? " LAST" : "")));
                dialogue.wire().write(chunk, 0, count);
                messageSent = last;
                dialogue.flush();
                if (!last && !chunkTaken()) {
                    return;
                }
            }
        } catch (WireException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            dialogue.abandon();
            throw e;
        }
        hearFinal();
    }

    private boolean chunkTaken() throws WireException {
        ServerReply reply = dialogue.hear("BDAT", timeouts.block());
        if (!reply.isPositive()) {
            decideAccepted(reply);
        }
        return reply.isPositive();
    }

    /// One reply, or from an LMTP server one for each recipient that it has accepted, in their
    /// order (RFC 2033 section 4.2).
    private void hearFinal() throws WireException {
        if (lmtp) {
            for (Addressee addressee : accepted) {
                ServerReply reply = dialogue.hear(MESSAGE, timeouts.dot());
                addressee.decide(finalOutcome(reply));
            }
        } else {
            RecipientOutcome outcome = finalOutcome(dialogue.hear(MESSAGE, timeouts.dot()));
            accepted.forEach(addressee -> addressee.decide(outcome));
        }
        clean = true;
    }

    private RecipientOutcome finalOutcome(ServerReply reply) throws WireException {
        RecipientOutcome refused = refusal(reply);
        return refused != null
                ? refused
                : new RecipientOutcome.Taken(reply.toRemote(), extensions.has(Extensions.DSN));
    }
}
