package org.posthorn.imap.command;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.StoreException;

/// APPEND (RFC 9051 section 6.3.12, RFC 3502).
final class AppendParser {
    /// What a message keeps in heap that is not counted with its octets: many small ones add up.
    private static final int MESSAGE_OCTETS = WorkBudget.FREE_OCTETS + 512;

    private final CommandScanner in;
    private final AppendSink sink;
    private final List<AppendMessage> messages = new ArrayList<>();

    private AppendParser(CommandScanner in, AppendSink sink) {
        this.in = in;
        this.sink = sink;
    }

    private static void discard(List<AppendMessage> messages) {
        for (AppendMessage message : messages) {
            message.body().close();
        }
    }

    /// ```
    /// append = "APPEND" SP mailbox 1*append-message
    /// ```
    static Command.Append parse(CommandScanner in, AppendSink sink)
            throws RefusedException, IOException {
        var parser = new AppendParser(in, sink);
        boolean whole = false;
        try {
            MailboxName mailbox = MailboxParser.parse(in);
            do {
                parser.message(mailbox);
            } while (!in.atEnd());
            whole = true;
            return new Command.Append(mailbox, List.copyOf(parser.messages));
        } finally {
            if (!whole) {
                discard(parser.messages);
            }
        }
    }

    /// ```
    /// append-message = append-opts SP append-data
    /// append-opts    = [SP flag-list] [SP date-time] *(SP append-ext)
    /// append-data    = literal / literal8 / append-data-ext
    /// ```
    private void message(MailboxName mailbox) throws RefusedException, IOException {
        in.space();
        Flags flags = Flags.NONE;
        if (in.peek() == '(') {
            flags = FlagParser.parseList(in);
            in.space();
        }
        Optional<Instant> internalDate = Optional.empty();
        if (in.peek() == '"') {
            internalDate = Optional.of(DateParser.dateTime(in));
            in.space();
        }
        LiteralHeader header = in.literalHeader();
        in.require(messages.isEmpty() ? 0 : MESSAGE_OCTETS);
        IncomingBody body = open(mailbox, header.octets());
        messages.add(new AppendMessage(flags, internalDate, body));
        var octets = new MessageOctets(body, header.binary());
        in.literal(header, octets);
        octets.finish();
    }

    /// Clients send a message of no octets to cancel the command (RFC 3502 section 6.3.11).
    private IncomingBody open(MailboxName mailbox, long octets) throws RefusedException {
        if (octets == 0) {
            throw new RefusedException(Refusal.Reason.OTHER, "a message without octets");
        }
        try {
            return switch (sink.open(mailbox, octets)) {
                case AppendSink.Answer.Accept(IncomingBody body) -> body;
                case AppendSink.Answer.Refuse(Refusal refusal) ->
                        throw new RefusedException(refusal);
            };
        } catch (StoreException e) {
            throw MessageOctets.unavailable(e);
        }
    }
}
