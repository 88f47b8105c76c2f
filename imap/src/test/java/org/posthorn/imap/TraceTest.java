package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.posthorn.net.transcript.Transcripts;

final class TraceTest {
    private static final String TRANSCRIPT =
            """
            given nobody logged in

            S: <greeting:text>
            C: a1 LOGIN alice@example.com {6+}
            C: secret
            S: a1 OK <text>
            C: a2 SELECT INBOX
            S: <lines>
            S: a2 OK <text>
            C2: b1 AUTHENTICATE PLAIN
            S2: <lines>
            S2: +<SP>
            C2: <base64:<NUL>alice@example.com<NUL>secret>
            S2: b1 OK <text>
            """;

    @Test
    void trace_showsTheConversationWithoutPasswords() throws Exception {
        List<String> said;
        try (var log = new LogLines(Logger.getLogger("org.posthorn.imap.trace"))) {
            Transcripts.run("trace", TRANSCRIPT, ImapTestServer::new);
            said =
                    log.matching(".*").stream()
                            .map(line -> line.replaceFirst("^\\S+ ", ""))
                            .toList();
        }
        assertThat(said)
                .contains("C: a1 LOGIN (secret)", "C: a2 SELECT INBOX", "S: * 0 EXISTS")
                .contains("C: b1 AUTHENTICATE (secret)", "C: (secret)")
                .noneMatch(line -> line.contains("alice") || line.contains("AGFsaWNl"));
    }
}
