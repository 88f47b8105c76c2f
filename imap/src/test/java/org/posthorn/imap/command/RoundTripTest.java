package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void command_thatIsPrinted_isReadAgain(boolean utf8) throws IOException {
        var commands = new Commands(new Random(42));
        var printer = new CommandPrinter(utf8);
        for (int i = 0; i < 5000; i++) {
            Command command = commands.next();
            String printed = "a" + i + " " + printer.print(command) + "\r\n";
            var client = new Client(printed);
            if (utf8) {
                client.reader.useUtf8();
            }
            assertThat(client.next())
                    .as(printed)
                    .isEqualTo(new Received.Valid(new Tag("a" + i), command));
            assertThat(client.octets.left()).isZero();
        }
    }

    /// Whatever is wrong with a command, the next one is read.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void command_thatIsDamaged_isReadOrRefusedAndTheNextIsRead(long seed) throws IOException {
        var random = new Random(seed);
        var commands = new Commands(random);
        var printer = new CommandPrinter(false);
        for (int i = 0; i < 5000; i++) {
            String line = "a1 " + printer.print(commands.next()).replace("\r\n", "");
            int at = random.nextInt(line.length());
            String other = String.valueOf((char) random.nextInt(256));
            String damaged =
                    switch (random.nextInt(3)) {
                        case 0 -> line.substring(0, at) + line.substring(at + 1);
                        case 1 -> line.substring(0, at) + other + line.substring(at);
                        default -> line.substring(0, at) + other + line.substring(at + 1);
                    };
            var client = new Client(damaged + "\r\nnext NOOP\r\n");
            Received first = client.next();
            assertThat(first).isNotNull();
            if (LiteralHeader.atEndOf(CommandPrinter.octets(damaged)) == null) {
                assertThat(client.next())
                        .as(damaged)
                        .isEqualTo(new Received.Valid(new Tag("next"), new Command.Noop()));
            }
        }
    }
}
