package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.net.TestClient;

/// Accounts whose addresses are not ASCII (RFC 6531).
final class InternationalAddressTest {
    private static final String ADDRESS = "j\u00f6rg@b\u00fccher.example";

    private final SmtpFixture fixture = new SmtpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /// In UTF-8, which the client of the tests sends octet by octet.
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private String deliver(int port, String greeting, String recipient) throws Exception {
        try (TestClient client = TestClient.connect(port)) {
            client.readLine();
            client.send(greeting + "\r\n");
            while (client.readLine().charAt(3) == '-') {
                // What is offered.
            }
            for (String command :
                    List.of(
                            "MAIL FROM:<" + octets("f\u00fc@b.example") + "> SMTPUTF8",
                            "RCPT TO:<" + octets(recipient) + ">",
                            "DATA")) {
                client.send(command + "\r\n");
                assertThat(client.readLine()).matches("(250|354) .*");
            }
            client.send(octets("Subject: Gr\u00fc\u00dfe") + "\r\n\r\n.\r\n");
            return client.readLine();
        }
    }

    @Test
    void anyForm_reachesTheAccount_andReceivedSaysSo() throws Exception {
        fixture.storage().directory().addDomain(DomainName.parse("b\u00fccher.example"));
        fixture.storage()
                .directory()
                .addAccount(EmailAddress.parse(ADDRESS), new Password(SmtpFixture.PASSWORD));
        for (String form :
                List.of(
                        ADDRESS,
                        "J\u00d6RG@xn--bcher-kva.example",
                        Normalizer.normalize(ADDRESS, Normalizer.Form.NFD))) {
            assertThat(deliver(fixture.mx(), "EHLO c.example", form)).startsWith("250 2.6.0 ");
        }
        String printed = "<j\\x{00F6}rg@xn--bcher-kva.example>";
        assertThat(deliver(fixture.lmtp(), "LHLO c.example", ADDRESS))
                .startsWith("250 2.1.5 " + printed);
        List<String> stored = fixture.inbox(EmailAddress.parse(ADDRESS));
        assertThat(stored).hasSize(4);
        assertThat(stored.getFirst())
                .contains("with UTF8SMTP id ")
                .contains(octets("for <j\u00f6rg@xn--bcher-kva.example>"))
                .contains(octets("Return-Path: <f\u00fc@b.example>"));
        assertThat(stored.getLast()).contains("with UTF8LMTP id ");
    }
}
