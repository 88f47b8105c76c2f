package org.posthorn.smtp.srs;

import java.time.InstantSource;
import java.util.Optional;

/// Rewrites senders and restores them: the Sender Rewriting Scheme, which has no RFC, as libsrs2
/// and postsrsd speak it.
///
/// ```
/// SRS0=HHHHHH=TT=origin.example=alice@here.example
/// SRS1=HHHHHH=first.example==HHHH=TT=origin.example=alice@here.example
/// ```
///
/// The first who forwards signs the sender and the day; each that follows keeps what the first one
/// wrote, says who that was and signs that, so that an address does not grow with each of them and
/// a bounce goes straight to the first, who alone knows whether it is in time. `=HHHH=…` behind the
/// first one's name begins with the separator that it chose.
///
/// A sender whose rewritten form would have a local part of more than 64 octets, or would be longer
/// than a path may be, is left as it is: other servers, and ours, may refuse the longer form, and
/// then neither mail nor bounce would arrive. The next server may refuse the message because of SPF
/// instead, in the session, and the sender hears of that from us.
public final class SenderRewriter {
    private static final String FIRST = "SRS0";
    private static final String FOLLOWING = "SRS1";

    private final SrsSettings settings;
    private final SrsSignatures signatures;
    private final InstantSource clock;

    public SenderRewriter(SrsSettings settings, InstantSource clock) {
        this.settings = settings;
        this.signatures = new SrsSignatures(settings);
        this.clock = clock;
    }

    /// Rewrites the sender of a message that is forwarded.
    ///
    /// @param sender the reverse path without its brackets; empty for the null path
    public Rewriting rewrite(String sender) {
        if (sender.isEmpty()) {
            return new Rewriting.Unchanged(Rewriting.Why.NULL_SENDER);
        }
        Optional<MailboxText> mailbox = MailboxText.read(sender);
        if (mailbox.isEmpty()) {
            return new Rewriting.Unchanged(Rewriting.Why.NO_ADDRESS);
        }
        if (isOurs(mailbox.get().domain())) {
            return new Rewriting.Unchanged(Rewriting.Why.OURS);
        }
        MailboxText rewritten = new MailboxText(local(mailbox.get()), settings.domain());
        return rewritten.isTooLong()
                ? new Rewriting.Unchanged(Rewriting.Why.TOO_LONG)
                : new Rewriting.Rewritten(rewritten.toString());
    }

    private boolean isOurs(String domain) {
        return domain.equalsIgnoreCase(settings.domain());
    }

    private String local(MailboxText sender) {
        if (has(FIRST, sender.local())) {
            return following(sender.domain(), sender.local().substring(FIRST.length()));
        }
        if (has(FOLLOWING, sender.local())) {
            String[] parts = sender.local().substring(FOLLOWING.length() + 1).split("=", 3);
            if (parts.length == 3 && isFirst(parts[1], parts[2])) {
                return following(parts[1], parts[2]);
            }
        }
        String day = SrsDay.of(clock.instant());
        String hash = signatures.sign(day, sender.domain(), sender.local());
        return FIRST
                + settings.separator()
                + String.join("=", hash, day, sender.domain(), sender.local());
    }

    private String following(String first, String rest) {
        return FOLLOWING
                + settings.separator()
                + String.join("=", signatures.sign(first, rest), first, rest);
    }

    /// Whether a local part begins with a tag and one of the separators.
    private static boolean has(String tag, String local) {
        return local.length() > tag.length()
                && local.regionMatches(true, 0, tag, 0, tag.length())
                && SrsSettings.isSeparator(local.charAt(tag.length()));
    }

    /// Whether this is what a first one wrote: then the address can be put together again.
    private static boolean isFirst(String host, String rest) {
        return !rest.isEmpty()
                && SrsSettings.isSeparator(rest.charAt(0))
                && MailboxText.isDomain(host);
    }

    /// Tells where mail to this recipient goes, if we have rewritten it. Only bounces are sent
    /// there, so a message with a sender should be refused.
    ///
    /// @param recipient without brackets
    public Restoration restore(String recipient) {
        Optional<MailboxText> mailbox = MailboxText.read(recipient);
        if (mailbox.isEmpty() || !isOurs(mailbox.get().domain())) {
            return new Restoration.NotRewritten();
        }
        String local = mailbox.get().local();
        if (has(FIRST, local)) {
            return first(local.substring(FIRST.length() + 1));
        }
        if (has(FOLLOWING, local)) {
            return following(local.substring(FOLLOWING.length() + 1));
        }
        return new Restoration.NotRewritten();
    }

    private Restoration first(String text) {
        String[] parts = text.split("=", 4);
        if (parts.length < 4 || !SrsDay.isDay(parts[1]) || parts[2].isEmpty()) {
            return new Restoration.Forged();
        }
        if (!signatures.areTheirs(parts[0], parts[1], parts[2], parts[3])) {
            return new Restoration.Forged();
        }
        return SrsDay.isWithin(parts[1], settings.validDays(), clock.instant())
                ? restored(new MailboxText(parts[3], parts[2]))
                : new Restoration.Expired();
    }

    private Restoration following(String text) {
        String[] parts = text.split("=", 3);
        if (parts.length < 3
                || !isFirst(parts[1], parts[2])
                || !signatures.areTheirs(parts[0], parts[1], parts[2])) {
            return new Restoration.Forged();
        }
        // A message may have come round to us: then we are the first, too.
        return isOurs(parts[1])
                ? first(parts[2].substring(1))
                : restored(new MailboxText(FIRST + parts[2], parts[1]));
    }

    /// What a secret of libsrs2 has signed may have been moved about by others: it must still be an
    /// address.
    private static Restoration restored(MailboxText mailbox) {
        String address = mailbox.toString();
        return MailboxText.read(address).isPresent()
                ? new Restoration.Restored(address)
                : new Restoration.Forged();
    }
}
