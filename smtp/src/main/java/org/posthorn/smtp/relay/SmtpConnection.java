package org.posthorn.smtp.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A connection over which messages are transferred, in as many transactions as the server needs.
final class SmtpConnection implements RelayConnection {
    private static final int BLOCK = 1 << 14;

    /// Looking whether the server is still there takes a moment, which a message that follows at
    /// once need not wait for.
    private static final long FRESH_NANOS = 500_000_000L;

    private final RelayTarget target;
    private final RelaySettings settings;
    private final Dialogue dialogue;
    private final Extensions extensions;
    private final Optional<String> protection;
    private final byte[] block = new byte[BLOCK];
    private int transactions;
    private boolean needsReset;
    private boolean hadEnded;
    private long lastUse = System.nanoTime();

    SmtpConnection(
            RelayTarget target,
            RelaySettings settings,
            Dialogue dialogue,
            Extensions extensions,
            Optional<String> protection) {
        this.target = target;
        this.settings = settings;
        this.dialogue = dialogue;
        this.extensions = extensions;
        this.protection = protection;
    }

    @Override
    public RelayTarget target() {
        return target;
    }

    @Override
    public Optional<String> protection() {
        return protection;
    }

    @Override
    public List<RecipientOutcome> transfer(Transfer transfer) {
        List<Addressee> addressees = new ArrayList<>(transfer.recipients().size());
        transfer.recipients().forEach(to -> addressees.add(new Addressee(to)));
        try {
            transfer(transfer, addressees);
        } catch (PreparedMessage.RefusedException e) {
            decide(addressees, new RecipientOutcome.Failed(e.reply()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lastUse = System.nanoTime();
        }
        return addressees.stream().map(Addressee::outcome).toList();
    }

    @Override
    public RemoteReply probe(String address) {
        if (!AddressCheck.isSafe(address) || !AddressCheck.isAscii(address)) {
            return OwnReply.BAD_ADDRESS;
        }
        try {
            var timeouts = settings.timeouts();
            var mail = dialogue.exchange(new Command("MAIL", "MAIL FROM:<>"), timeouts.mail());
            if (!mail.isPositive()) {
                return OwnReply.quoting(451, "4.4.5", "nothing is asked: " + mail.toRemote());
            }
            var rcpt = new Command("RCPT", "RCPT TO:<" + address + ">");
            return dialogue.exchange(rcpt, timeouts.rcpt()).toRemote();
        } catch (WireException e) {
            return OwnReply.quoting(451, "4.4.2", e.reply().toString());
        }
    }

    private void transfer(Transfer transfer, List<Addressee> addressees)
            throws IOException, PreparedMessage.RefusedException {
        if (!dialogue.isOpen()) {
            decide(addressees, new RecipientOutcome.Deferred(OwnReply.CONNECTION_ENDED, true));
            return;
        }
        boolean verified = protection.isPresent() && target.tls() == TlsRule.VERIFIED;
        PreparedMessage message =
                PreparedMessage.of(transfer, extensions, verified, settings, block);
        Deque<Addressee> waiting = new ArrayDeque<>();
        for (Addressee addressee : addressees) {
            checkAddress(addressee, message.utf8());
            if (!addressee.isDecided()) {
                waiting.add(addressee);
            }
        }
        int most = Math.min(settings.maxRecipients(), extensions.limits().recipients());
        int before = transactions;
        while (!waiting.isEmpty() && dialogue.isOpen() && hasTransactionsLeft()) {
            RelayTransaction transaction = transaction(message);
            transactions++;
            boolean reset = needsReset;
            needsReset = true;
            transaction.run(batch(waiting, most), transfer.envelope().options(), reset, block);
            needsReset = !transaction.isClean();
            hadEnded =
                    before > 0
                            && transactions == before + 1
                            && !transaction.isBegun()
                            && !dialogue.wire().isLate();
            if (!transaction.tooMany().isEmpty()) {
                transaction.tooMany().reversed().forEach(waiting::addFirst);
                most = Math.min(most, transaction.acceptedCount());
            }
        }
        decide(
                waiting,
                new RecipientOutcome.Deferred(
                        dialogue.isOpen() ? OwnReply.TOO_MANY_MESSAGES : OwnReply.CONNECTION_ENDED,
                        true));
    }

    private RelayTransaction transaction(PreparedMessage message) {
        return new RelayTransaction(
                dialogue, settings.timeouts(), extensions, target.protocol(), message);
    }

    private static void checkAddress(Addressee addressee, boolean utf8) {
        String address = addressee.recipient().address();
        if (!AddressCheck.isSafe(address)) {
            addressee.decide(new RecipientOutcome.Failed(OwnReply.BAD_ADDRESS));
        } else if (!utf8 && !AddressCheck.isAscii(AddressCheck.withAsciiDomain(address))) {
            addressee.decide(new RecipientOutcome.Failed(OwnReply.NON_ASCII_ADDRESS));
        }
    }

    /// As many as go into one transaction (RFC 9422 section 4).
    private List<Addressee> batch(Deque<Addressee> waiting, int most) {
        List<Addressee> batch = new ArrayList<>();
        Set<String> domains = new HashSet<>();
        int maxDomains = extensions.limits().domains();
        while (!waiting.isEmpty() && batch.size() < most) {
            String address = waiting.getFirst().recipient().address();
            if (maxDomains < Integer.MAX_VALUE) {
                domains.add(address.substring(address.lastIndexOf('@') + 1));
            }
            if (domains.size() > maxDomains) {
                break;
            }
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    private static void decide(Iterable<Addressee> addressees, RecipientOutcome outcome) {
        addressees.forEach(addressee -> addressee.decide(outcome));
    }

    private boolean hasTransactionsLeft() {
        return transactions < extensions.limits().messages();
    }

    @Override
    public boolean isUsable() {
        long idle = System.nanoTime() - lastUse;
        return dialogue.isOpen()
                && hasTransactionsLeft()
                && transactions < settings.maxMessages()
                && idle <= settings.maxIdle().toNanos()
                && !dialogue.hasUnread()
                && (idle < FRESH_NANOS || isQuiet());
    }

    /// Whether the server ended the connection before it heard of the last message, and after it
    /// had heard of others.
    boolean hadEnded() {
        return hadEnded;
    }

    /// Whether the server is there and has said nothing of an end.
    boolean isQuiet() {
        return dialogue.wire().isQuiet();
    }

    @Override
    public void close() {
        if (dialogue.isOpen()) {
            try {
                dialogue.say(Command.QUIT);
                dialogue.flush();
            } catch (WireException _) {
                // Nobody is there to hear it.
            }
        }
        dialogue.wire().close();
    }
}
