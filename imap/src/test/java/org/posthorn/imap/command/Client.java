package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.posthorn.mailbox.budget.WorkBudget;

/// What a client sends, and what is read of it.
final class Client {
    final Octets octets;
    final Mailroom mailroom = new Mailroom();
    final CommandReader reader;
    int prompts;

    /// @param octets one `char` for each octet
    Client(String octets) {
        this.octets = Octets.of(octets);
        this.reader = new CommandReader(this.octets, () -> prompts++, WorkBudget.unlimited());
        this.reader.useLimits(CommandLimits.AFTER_LOGIN);
    }

    Received next() throws IOException {
        return reader.read(mailroom);
    }

    Command command() throws IOException {
        Received received = next();
        assertThat(received).isInstanceOf(Received.Valid.class);
        return ((Received.Valid) received).command();
    }

    Refusal refusal() throws IOException {
        Received received = next();
        assertThat(received).isInstanceOf(Received.Refused.class);
        return ((Received.Refused) received).refusal();
    }

    /// The command that `line` holds, its tag and CRLF left out.
    static Command parse(String line) throws IOException {
        return new Client("a1 " + line + "\r\n").command();
    }

    static Refusal.Reason refuse(String line) throws IOException {
        var client = new Client("a1 " + line + "\r\nnext NOOP\r\n");
        Refusal refusal = client.refusal();
        assertThat(client.next())
                .isEqualTo(new Received.Valid(new Tag("next"), new Command.Noop()));
        return refusal.reason();
    }

    /// Text as it goes over the wire.
    static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
