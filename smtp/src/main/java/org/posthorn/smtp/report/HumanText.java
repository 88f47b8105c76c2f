package org.posthorn.smtp.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.smtp.relay.RemoteReply;

/// Writes the part of a notice that people read: for each recipient what happened and why, then
/// what they can do, then what somebody needs who helps them.
///
/// Nothing in it begins a line but our words and blanks before those of others, so that it cannot
/// be mistaken for what separates parts.
final class HumanText {
    /// More recipients are counted only; they are all in the other part.
    private static final int MAX_TOLD = 50;

    private static final int MAX_WORDS = 500;
    private static final int MAX_ADDRESS = 300;
    private static final List<String> NUMBERS =
            List.of(
                    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                    "ten");

    private final Notice notice;
    private final ZoneId zone;
    private final Instant now;
    private final Paragraphs out = new Paragraphs();

    private HumanText(Notice notice, ZoneId zone, Instant now) {
        this.notice = notice;
        this.zone = zone;
        this.now = now;
    }

    /// @param subject of the message, decoded; empty when it has none
    /// @param sender of this text
    static String of(Notice notice, String subject, Origin sender) {
        var text = new HumanText(notice, sender.zone(), sender.now());
        text.write(subject, sender);
        return text.out.toString();
    }

    /// Who says it, and when.
    record Origin(String hostname, String postmaster, ZoneId zone, Instant now) {}

    private void write(String subject, Origin sender) {
        List<NoticeRecipient> told = notice.recipients().stream().limit(MAX_TOLD).toList();
        told.forEach(recipient -> out.paragraph(sentence(recipient)));
        int more = notice.recipients().size() - told.size();
        if (more > 0) {
            out.paragraph("The same or the like is true of " + more + " more recipients.");
        }
        Set<String> advice = new LinkedHashSet<>();
        told.stream().filter(HumanText::isFinal).forEach(each -> advice.add(advice(each)));
        if (!advice.isEmpty()) {
            out.paragraph("What you can do:");
            advice.forEach(out::item);
        }
        out.paragraph("The details, for those who look after the mail:");
        told.forEach(this::details);
        about(subject);
        out.paragraph(
                "This message was written by the mail system of %s, which a person looks after at %s."
                        .formatted(sender.hostname(), sender.postmaster()));
    }

    private static boolean isFinal(NoticeRecipient recipient) {
        return switch (recipient.what()) {
            case Happening.Failed _, Happening.Expired _ -> true;
            case Happening.Delayed _,
                    Happening.Relayed _,
                    Happening.Delivered _,
                    Happening.Expanded _ ->
                    false;
        };
    }

    private String sentence(NoticeRecipient recipient) {
        String address = address(recipient);
        return switch (recipient.what()) {
            case Happening.Failed(var reply) ->
                    reason(recipient, reply, "") + " Your message was not delivered there.";
            case Happening.Expired(var reply) -> expired(recipient, reply);
            case Happening.Delayed(var reply, var until) ->
                    "Your message to "
                            + address
                            + " has not been delivered yet. "
                            + reason(recipient, reply, "")
                            + " We go on trying until "
                            + StatusFields.date(until, zone)
                            + "; you need not do anything, and need not send it again.";
            case Happening.Relayed _ ->
                    "Your message to "
                            + address
                            + " was handed to "
                            + recipient
                                    .host()
                                    .map(host -> plain(host.name()))
                                    .orElse("another server")
                            + ", which does not tell whether it is delivered. You hear of it again"
                            + " only if it is not.";
            case Happening.Delivered _ -> "Your message to " + address + " was delivered.";
            case Happening.Expanded _ ->
                    "Your message to "
                            + address
                            + " was passed on to those whom this address stands for. You are not"
                            + " told when each of them gets it.";
        };
    }

    private String expired(NoticeRecipient recipient, RemoteReply reply) {
        String time = duration(Duration.between(notice.envelope().arrived(), now));
        Explanation why = Explanation.of(EnhancedCode.of(reply));
        if (why.voice() == Explanation.Voice.NOBODYS) {
            return reason(recipient, reply, " for " + time)
                    + " Your message was not delivered to "
                    + address(recipient)
                    + ", and is not tried again.";
        }
        return reason(recipient, reply, "")
                + " We have tried for "
                + time
                + ": your message was not delivered there, and is not tried again.";
    }

    private String reason(NoticeRecipient recipient, RemoteReply reply, String time) {
        Explanation why = Explanation.of(EnhancedCode.of(reply));
        String reason =
                why.reason()
                        .replace(
                                "{domain}",
                                SafeText.shortened(plain(recipient.domain()), MAX_ADDRESS))
                        .replace("{sender}", plain(notice.envelope().sender()))
                        .replace("{address}", address(recipient));
        String words = SafeText.line(reply.text(), MAX_WORDS);
        boolean spoken =
                why.voice() == Explanation.Voice.THEIRS
                        && recipient.host().isPresent()
                        && !words.isEmpty();
        String said = spoken ? "; its server said: \"" + words + "\"." : ".";
        return reason + time + said;
    }

    private static String advice(NoticeRecipient recipient) {
        return Explanation.of(
                        StatusFields.reply(recipient.what())
                                .map(EnhancedCode::of)
                                .orElse(EnhancedCode.UNKNOWN))
                .advice();
    }

    private void details(NoticeRecipient recipient) {
        out.begin();
        out.fact("recipient", address(recipient));
        recipient
                .host()
                .ifPresent(host ->
                        out.fact(
                                "server",
                                host.name()
                                        + host.address()
                                                .map(address -> " [" + address + "]")
                                                .orElse("")));
        String by = recipient.host().isPresent() ? "it said" : "reason";
        StatusFields.reply(recipient.what())
                .ifPresent(reply -> out.fact(by, SafeText.line(reply.toString(), MAX_WORDS + 20)));
        recipient
                .lastAttempt()
                .ifPresent(time -> out.fact("last tried", StatusFields.date(time, zone)));
        if (recipient.attempts() > 1) {
            out.fact("tried", recipient.attempts() + " times");
        }
    }

    private void about(String subject) {
        Envelope envelope = notice.envelope();
        out.begin();
        if (!subject.isEmpty()) {
            out.fact("subject", subject);
        }
        out.fact("arrived", StatusFields.date(envelope.arrived(), zone));
        out.fact("known as", envelope.id());
    }

    private static String address(NoticeRecipient recipient) {
        return SafeText.shortened(plain(recipient.address()), MAX_ADDRESS);
    }

    private static String plain(String text) {
        return SafeText.line(text, 1000);
    }

    /// In words, as precisely as people say it.
    static String duration(Duration time) {
        long days = time.plusHours(1).toDays();
        if (days > 0) {
            return number(days) + (days == 1 ? " day" : " days");
        }
        long hours = time.plusMinutes(5).toHours();
        if (hours > 0) {
            return number(hours) + (hours == 1 ? " hour" : " hours");
        }
        long minutes = Math.max(1, time.toMinutes());
        return number(minutes) + (minutes == 1 ? " minute" : " minutes");
    }

    private static String number(long number) {
        return number < NUMBERS.size() ? NUMBERS.get((int) number) : Long.toString(number);
    }
}
