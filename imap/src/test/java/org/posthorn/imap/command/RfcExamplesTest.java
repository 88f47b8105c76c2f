package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RfcExamplesTest {

    private static List<String> examples(String group) throws IOException {
        try (InputStream in = RfcExamplesTest.class.getResourceAsStream("rfc-examples.txt")) {
            byte[] text = Objects.requireNonNull(in).readAllBytes();
            var lines = new ArrayList<String>();
            String now = "";
            for (String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("# ")) {
                    int colon = line.indexOf(':');
                    now = colon < 0 ? "" : line.substring(2, colon);
                } else if (!line.isEmpty() && now.equals(group)) {
                    lines.add(line);
                }
            }
            return lines;
        }
    }

    static Stream<String> commands() throws IOException {
        return examples("").stream();
    }

    static Stream<String> later() throws IOException {
        return examples("LATER").stream();
    }

    static Stream<String> impossibleNames() throws IOException {
        return examples("CANNOT").stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void example_isACommand(String example) throws IOException {
        var client = new Client(example + "\r\n");
        assertThat(client.next()).isInstanceOf(Received.Valid.class);
    }

    @ParameterizedTest
    @MethodSource("later")
    void example_ofWhatIsNotThereYet_isRefused(String example) throws IOException {
        assertThat(new Client(example + "\r\n").refusal().reason())
                .isEqualTo(Refusal.Reason.SYNTAX);
    }

    @ParameterizedTest
    @MethodSource("impossibleNames")
    void example_withAnImpossibleName_isRefusedForIt(String example) throws IOException {
        assertThat(new Client(example + "\r\n").refusal().reason())
                .isEqualTo(Refusal.Reason.CANNOT);
    }

    /// RFC 9051 section 4.3 and the examples of sections 6.3.12 and 9.
    @Test
    void examples_withLiterals_areCommands() throws IOException {
        String message = "Subject: afternoon meeting\r\n\r\nHello Joe\r\n";
        int octets = message.length();
        var client =
                new Client(
                        "A001 LOGIN {11}\r\nFRED FOOBAR {7}\r\nfat man\r\n"
                                + "A003 APPEND saved-messages (\\Seen) {"
                                + octets
                                + "}\r\n"
                                + message
                                + "\r\n"
                                + "A003 APPEND saved-messages (\\Seen) {"
                                + octets
                                + "+}\r\n"
                                + message
                                + "\r\n"
                                + "A285 SEARCH CHARSET UTF-8 TEXT {12}\r\n"
                                + Client.utf8("отпуск")
                                + "\r\n"
                                + "A283 SEARCH CHARSET KOI8-R (OR 2 1,3000:3021) TEXT {4+}\r\n"
                                + "\u00cd\u00c1\u00d4\u00d8\r\n");
        assertThat(client.command()).isEqualTo(new Command.Login("FRED FOOBAR", "fat man"));
        assertThat(client.prompts).isEqualTo(2);
        assertThat(client.command()).isInstanceOf(Command.Append.class);
        assertThat(client.command()).isInstanceOf(Command.Append.class);
        assertThat(client.prompts).isEqualTo(3);
        assertThat(client.mailroom.bodies).hasToString(List.of(message, message).toString());
        assertThat(client.command().toString()).contains("Text[text=отпуск]");
        assertThat(client.command().toString()).contains("Text[text=мать]");
    }
}
