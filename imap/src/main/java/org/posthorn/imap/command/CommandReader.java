package org.posthorn.imap.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.net.ConnectionInput;

/// Reads commands from a connection, one at a time.
///
/// Holds no memory between commands, once [#release()] is called.
public final class CommandReader {
    /// Asks the client to send the literal that it announced.
    @FunctionalInterface
    public interface Prompt {
        /// Writes a command continuation request (RFC 9051 section 7.6) and flushes.
        void sendLiteral() throws IOException;
    }

    /// Hears what the client says, literals excepted; for a log.
    @FunctionalInterface
    public interface Listener {
        /// A line without its CRLF; it may hold a password.
        void heard(byte[] line);
    }

    private final CommandInput input;
    private boolean utf8;

    /// @param budget counts what commands keep in memory
    public CommandReader(
            ConnectionInput connection, Prompt prompt, Listener listener, WorkBudget budget) {
        this(new ConnectionSource(connection, listener), prompt, budget);
    }

    CommandReader(OctetSource source, Prompt prompt, WorkBudget budget) {
        input = new CommandInput(source, prompt, budget);
    }

    /// The client has logged in: from now on `limits` hold, until now [CommandLimits#BEFORE_LOGIN].
    public void useLimits(CommandLimits limits) {
        input.useLimits(limits);
    }

    /// The last command is answered and no more counted.
    public void release() {
        input.release();
    }

    /// From now on the client may write UTF-8 in quoted strings, and writes it in mailbox names: it
    /// enabled IMAP4rev2 or UTF8=ACCEPT.
    public void useUtf8() {
        utf8 = true;
    }

    /// The next command, when it has arrived.
    ///
    /// @param sink takes the messages of APPEND
    /// @throws CommandTooLongException when staying in step with the client would cost too much
    /// @throws IOException as the connection throws it, such as at its end
    public Received read(AppendSink sink) throws IOException {
        Tag tag = null;
        boolean isId = false;
        try {
            input.beginCommand();
            var scanner = new CommandScanner(input, utf8);
            tag = scanner.tag();
            isId = scanner.looksAt(" ID ");
            input.checkLine();
            Command command = CommandTable.parse(scanner.space(), sink);
            return new Received.Valid(tag, command);
        } catch (RefusedException e) {
            if (tag != null && isId && e.refusal().reason() == Refusal.Reason.TOO_BIG) {
                return longId(tag);
            }
            input.skipRest();
            return new Received.Refused(tag, e.refusal());
        } finally {
            input.endCommand();
        }
    }

    /// An ID may be four times as long as what a stranger may cost (RFC 2971 section 3.3), and what
    /// it says makes no difference: nothing of such a one is kept.
    private Received longId(Tag tag) throws IOException {
        input.passOverRest();
        return new Received.Valid(tag, new Command.Id(List.of()));
    }

    /// The next line, which is not a command: `DONE` of IDLE or a SASL response. Octets above 127
    /// stay one `char` each.
    ///
    /// @throws CommandTooLongException when it is longer than `maxOctets`
    public String readLine(int maxOctets) throws IOException {
        byte @Nullable [] line = input.readLine(maxOctets);
        if (line == null) {
            throw new CommandTooLongException("a line of more than " + maxOctets + " octets");
        }
        return new String(line, StandardCharsets.ISO_8859_1);
    }
}
