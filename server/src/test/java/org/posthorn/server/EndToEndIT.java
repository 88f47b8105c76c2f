package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One message through the whole program: in by each way, out by each way.
final class EndToEndIT {
    @TempDir private Path folder;

    @Test
    void message_travelsFromEveryEntryToEveryExit() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder)) {
            assertThat(server.announcement())
                    .contains("shell --url http:", "domain add example.com")
                    .endsWith("listening");
            server.createAccounts("alice");

            bySmtp(server);
            byLmtp(server);
            bySubmission(server);

            List<String> subjects = List.of("by smtp", "by lmtp", "by submission");
            assertThat(imapSubjects(server)).isEqualTo(subjects);
            assertThat(pop3Subjects(server)).isEqualTo(subjects);
            assertThat(server.admin("GET", "/v1/accounts/alice@example.com", ""))
                    .contains("\"name\":\"INBOX\",\"messages\":3,\"unseen\":3");
        }
    }

    @Test
    void messages_outliveTheServer() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder)) {
            server.createAccounts("alice");
            bySmtp(server);
            assertThat(server.terminate()).isEqualTo(143);
            assertThat(server.log())
                    .contains("INFO server: stopped")
                    .doesNotContain("ERROR", "WARNING");
        }
        try (ServerProcess server = ServerProcess.start(folder)) {
            assertThat(server.announcement()).doesNotContain("There is no domain yet");
            assertThat(imapSubjects(server)).isEqualTo(List.of("by smtp"));
        }
    }

    @Test
    void sigterm_letsTheMessageUnderWayArriveAndSendsIdleClientsHome() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder)) {
            server.createAccounts("alice");
            try (TestClient idle = server.tls("imaps");
                    TestClient busy = server.plain("lmtp")) {
                idle.login("alice");
                busy.expect("220");
                busy.ask("LHLO client.example.org", "250");
                busy.ask("MAIL FROM:<sender@example.org>", "250");
                busy.ask("RCPT TO:<alice@example.com>", "250");
                busy.ask("DATA", "354");
                busy.send("Subject: in time\r\n");

                server.beginToStop();
                assertThat(idle.line()).startsWith("* BYE");
                busy.send("\r\nHello\r\n.\r\n");
                busy.expect("250");
            }
            assertThat(server.terminate()).isEqualTo(143);
        }
        try (ServerProcess server = ServerProcess.start(folder)) {
            assertThat(imapSubjects(server)).isEqualTo(List.of("in time"));
        }
    }

    private static void bySmtp(ServerProcess server) throws Exception {
        try (TestClient client = server.plain("smtp")) {
            client.expect("220 mail.example.com");
            client.ask("EHLO client.example.org", "250");
            assertThat(client.deliver("alice@example.com", message("by smtp"))).isTrue();
            client.ask("QUIT", "221");
        }
    }

    private static void byLmtp(ServerProcess server) throws Exception {
        try (TestClient client = server.plain("lmtp")) {
            client.expect("220");
            client.ask("LHLO client.example.org", "250");
            assertThat(client.deliver("alice@example.com", message("by lmtp"))).isTrue();
            client.ask("QUIT", "221");
        }
    }

    private static void bySubmission(ServerProcess server) throws Exception {
        String plain =
                Base64.getEncoder()
                        .encodeToString(
                                "\0alice@example.com\0secret".getBytes(StandardCharsets.UTF_8));
        try (TestClient client = server.tls("submissions")) {
            client.expect("220");
            client.ask("EHLO client.example.org", "250");
            client.ask("AUTH PLAIN " + plain, "235");
            client.ask("MAIL FROM:<alice@example.com>", "250");
            client.ask("RCPT TO:<alice@example.com>", "250");
            client.ask("DATA", "354");
            client.send(message("alice@example.com", "by submission"));
            client.ask(".", "250");
        }
    }

    private static byte[] message(String subject) {
        return message("sender@example.org", subject);
    }

    private static byte[] message(String from, String subject) {
        return ("From: "
                        + from
                        + "\r\nTo: alice@example.com\r\nSubject: "
                        + subject
                        + "\r\n\r\nHello\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static List<String> imapSubjects(ServerProcess server) throws Exception {
        try (TestClient client = server.tls("imaps")) {
            client.login("alice");
            client.imap("EXAMINE INBOX");
            return client.imap("FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]").stream()
                    .map(EndToEndIT::subject)
                    .toList();
        }
    }

    private static List<String> pop3Subjects(ServerProcess server) throws Exception {
        try (TestClient client = server.tls("pop3s")) {
            client.expect("+OK");
            client.ask("USER alice@example.com", "+OK");
            client.ask("PASS secret", "+OK");
            int count = Integer.parseInt(client.ask("STAT", "+OK").split(" ", -1)[1]);
            List<String> subjects = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                client.ask("RETR " + i, "+OK");
                StringBuilder message = new StringBuilder();
                for (String line = client.line(); !line.equals("."); line = client.line()) {
                    message.append(line).append("\r\n");
                }
                subjects.add(subject(message.toString()));
            }
            client.ask("QUIT", "+OK");
            return subjects;
        }
    }

    private static String subject(String text) {
        return text.lines()
                .filter(line -> line.startsWith("Subject: "))
                .findFirst()
                .map(line -> line.substring("Subject: ".length()))
                .orElse("");
    }
}
