package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FuzzTest {
    private static final List<String> WORDS =
            List.of(
                    "a1 ",
                    " ",
                    "(",
                    ")",
                    "\r\n",
                    "\r",
                    "\n",
                    "{5+}\r\n",
                    "{3}\r\n",
                    "~{2+}\r\n",
                    "{99999999}\r\n",
                    "{99999999999999999999+}\r\n",
                    "\"",
                    "\\",
                    "\0",
                    "\u00fc",
                    "*",
                    "1:*",
                    "APPEND INBOX ",
                    "FETCH ",
                    "SEARCH ",
                    "NOT ",
                    "OR ",
                    "BODY[",
                    "]",
                    "<0.1>",
                    "LOGIN ",
                    "UID ",
                    "STORE ",
                    "FLAGS",
                    "LIST ",
                    "RETURN ",
                    "CHARSET UTF-7 ",
                    "TEXT ",
                    "1-Feb-1994",
                    "&",
                    "&ZeVnLIqe-",
                    "INBOX",
                    "NIL",
                    "ID ");

    /// Only the end of the connection, or too much to skip, ends a session.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void octets_ofAnyKind_areReadOrRefusedWithinLimits(long seed) throws IOException {
        var random = new Random(seed);
        for (int i = 0; i < 8000; i++) {
            var text = new StringBuilder("a1 ");
            int words = random.nextInt(30);
            for (int w = 0; w < words; w++) {
                text.append(
                        random.nextInt(8) == 0
                                ? String.valueOf((char) random.nextInt(256))
                                : WORDS.get(random.nextInt(WORDS.size())));
            }
            var client = new Client(text + "\r\n");
            readToTheEnd(client);
            assertThat(client.octets.largest()).isLessThan(100_000);
        }
    }

    private static void readToTheEnd(Client client) throws IOException {
        int before = client.octets.left() + 1;
        while (client.octets.left() < before) {
            before = client.octets.left();
            try {
                assertThat(client.next()).isNotNull();
            } catch (EOFException | CommandTooLongException _) {
                return;
            }
        }
        throw new AssertionError("nothing is read any more");
    }
}
