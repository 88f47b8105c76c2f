package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.net.TestClient;

/// What clients hear when all unfinished work together may keep no more.
final class BudgetTest {
    private static final int HEAP = 1 << 20;
    private static final SmtpSettings SETTINGS =
            new SmtpSettings(
                    "mx.example.com",
                    1 << 20,
                    1000,
                    5,
                    3,
                    10,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    SubmissionSettings.DEFAULT);

    private final WorkBudget budget = WorkBudget.of(HEAP, 0, 0, () -> 0);
    private final SmtpFixture fixture = new SmtpFixture(SETTINGS, budget);
    private final Holding hog = budget.open(Party.STRANGER);

    @AfterEach
    void close() {
        hog.close();
        fixture.close();
    }

    private void fill() {
        assertThat(hog.keepInHeap(HEAP / 8)).isTrue();
    }

    private static void ask(TestClient client, String command, String answer) throws Exception {
        client.send(command + "\r\n");
        assertThat(client.readLine()).startsWith(answer);
    }

    private static TestClient greet(int port, String greeting) throws Exception {
        TestClient client = TestClient.connect(port);
        assertThat(client.readLine()).startsWith("220");
        client.send(greeting + " client.example.org\r\n");
        String line = client.readLine();
        while (line.startsWith("250-")) {
            line = client.readLine();
        }
        return client;
    }

    @Test
    void full_newcomersMailIsToComeBack_andLmtpsGoesOn() throws Exception {
        fill();
        try (TestClient stranger = greet(fixture.mx(), "EHLO");
                TestClient neighbour = greet(fixture.lmtp(), "LHLO")) {
            ask(stranger, "MAIL FROM:<a@example.org>", "452 4.3.1 ");
            ask(neighbour, "MAIL FROM:<a@example.org>", "250 ");
            hog.close();
            ask(stranger, "MAIL FROM:<a@example.org>", "250 ");
        }
    }

    @Test
    void full_betweenMailAndData_isToldBeforeTheMessage() throws Exception {
        try (TestClient client = greet(fixture.mx(), "EHLO")) {
            ask(client, "MAIL FROM:<a@example.org>", "250 ");
            ask(client, "RCPT TO:<alice@example.com>", "250 ");
            fill();
            ask(client, "DATA", "452 4.3.1 ");
            ask(client, "NOOP", "250 ");
        }
    }

    @Test
    void full_chunkIsSkippedAndRefused() throws Exception {
        try (TestClient client = greet(fixture.mx(), "EHLO")) {
            ask(client, "MAIL FROM:<a@example.org>", "250 ");
            ask(client, "RCPT TO:<alice@example.com>", "250 ");
            fill();
            client.send("BDAT 6\r\nQUIT\r\n");
            assertThat(client.readLine()).startsWith("452 4.3.1 ");
            ask(client, "RSET", "250 ");
        }
    }

    @Test
    void recipients_areCounted_andGivenBackHoweverTheClientLeaves() throws Exception {
        int port = fixture.mx();
        for (int round = 0; round < 20; round++) {
            try (TestClient client = greet(port, "EHLO")) {
                ask(client, "MAIL FROM:<a@example.org>", "250 ");
                int accepted = 0;
                String answer = "250 ";
                while (answer.startsWith("250 ")) {
                    client.send("RCPT TO:<alice@example.com>\r\n");
                    answer = client.readLine();
                    accepted++;
                }
                assertThat(answer).startsWith("452 4.5.3 ");
                assertThat(accepted).isBetween(100, 300);
                assertThat(budget.heapOctets()).isPositive();
            }
            awaitNothingHeld();
        }
    }

    @Test
    void stackOverflowInDelivery_endsThatSessionOnly_andGivesAllBack() throws Exception {
        int port = fixture.mx();
        try (TestClient bystander = greet(port, "EHLO")) {
            fixture.overflowStore(true);
            try (TestClient client = greet(port, "EHLO")) {
                ask(client, "MAIL FROM:<a@example.org>", "250 ");
                ask(client, "RCPT TO:<alice@example.com>", "250 ");
                ask(client, "DATA", "354 ");
                client.send("x".repeat(20_000) + "\r\n.\r\n");
                assertThatThrownBy(client::readLine).isInstanceOf(EOFException.class);
            }
            fixture.overflowStore(false);
            ask(bystander, "MAIL FROM:<a@example.org>", "250 ");
            ask(bystander, "RCPT TO:<alice@example.com>", "250 ");
            ask(bystander, "DATA", "354 ");
            bystander.send("Hello.\r\n.\r\n");
            assertThat(bystander.readLine()).startsWith("250 ");
        }
        awaitNothingHeld();
        assertThat(fixture.inbox("alice")).hasSize(1);
    }

    private void awaitNothingHeld() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (budget.heapOctets() != 0 && System.nanoTime() < end) {
            Thread.sleep(2);
        }
        assertThat(budget.heapOctets()).isZero();
    }
}
