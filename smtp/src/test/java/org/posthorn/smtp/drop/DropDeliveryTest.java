package org.posthorn.smtp.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.smtp.dispatch.Dispatcher;
import org.posthorn.smtp.dispatch.SrsSenders;
import org.posthorn.smtp.queue.Intake;
import org.posthorn.smtp.receive.SmtpSettings;
import org.posthorn.smtp.route.Folders;
import org.posthorn.smtp.route.RecipientProbe;
import org.posthorn.smtp.route.Router;

final class DropDeliveryTest {
    private static final String LISTED = "www-data";

    @TempDir Path folder;

    private final Mail mail = Mail.inMemory();
    private final DropDelivery delivery =
            new DropDelivery(
                    new DropServices(
                            mail.store(),
                            mail.directory(),
                            new Router(
                                    new Router.Services(
                                            mail.directory(),
                                            mail.routes(),
                                            Folders.of(mail.store()),
                                            new SrsSenders("secret", InstantSource.system()),
                                            RecipientProbe.TAKES_ALL)),
                            new Dispatcher(mail.store(), mail.outbound(), Intake.NONE),
                            SmtpSettings.of("mail.a.example")),
                    new DropSettings(
                            Optional.of(Path.of("unused")),
                            List.of(
                                    DropSender.parse("www-data shop@a.example"),
                                    DropSender.parse("www-data news.example"),
                                    DropSender.parse("backup a.example")),
                            Optional.empty()));

    @BeforeEach
    void addAccounts() throws Exception {
        mail.directory().addDomain(DomainName.parse("a.example"));
        for (String name : List.of("alice", "postmaster")) {
            mail.directory()
                    .addAccount(EmailAddress.parse(name + "@a.example"), new Password("secret"));
        }
    }

    @AfterEach
    void close() {
        mail.close();
    }

    private void drop(String user, String order, String message) throws Exception {
        Path file = folder.resolve("id1");
        Files.write(file, (order + "\n" + message).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(delivery.deliver(new Dropped("id1", user, file), false)).isTrue();
    }

    private List<QueueEntry> queue() {
        return mail.outbound().list(0, 100);
    }

    private String queued() throws Exception {
        try (var in = mail.outbound().open(queue().getFirst())) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private List<String> inbox(String name) throws Exception {
        var account = mail.directory().account(EmailAddress.parse(name)).orElseThrow();
        try (var inbox =
                mail.store().mailboxesOf(account.id()).open(MailboxName.INBOX).orElseThrow()) {
            var messages = new ArrayList<String>();
            for (int i = 0; i < inbox.state().size(); i++) {
                inbox.contents(
                        UidSet.of(inbox.state().uid(i)),
                        (_, content) -> messages.add(text(content)));
            }
            return messages;
        }
    }

    private static String text(MessageContent content) {
        try (var in = content.open(0)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refused(String reply) {
        assertThat(queue())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.destination()).isEqualTo(QueueEntry.REPORTS);
                    assertThat(entry.reply()).contains(reply);
                });
        assertThat(mail.deliveryLog().find(new Question("id1", Instant.EPOCH), 10))
                .extracting(event -> event.kind())
                .containsExactly(Kind.RECEIVED, Kind.REFUSED);
    }

    @Test
    void linesWithoutAHeader_getOne() throws Exception {
        drop("cron", "to alice\n", "hello\n.\r\nworld");
        assertThat(inbox("alice@a.example"))
                .singleElement()
                .asString()
                .startsWith("Return-Path: <cron@a.example>\r\nDelivered-To: alice@a.example\r\n")
                .contains("\r\nReceived: by mail.a.example id id1;\r\n\t")
                .contains("\r\nFrom: cron@a.example\r\n")
                .contains("\r\nDate: ")
                .contains("\r\nMessage-ID: <id1@mail.a.example>\r\n")
                .endsWith("\r\n\r\nhello\r\n.\r\nworld\r\n");
    }

    @Test
    void header_namesRecipients_andBlindCopiesStayBlind() throws Exception {
        drop(
                LISTED,
                "header\nto z@far.example\n",
                """
                From MAILER Thu Nov 26
                To: Alice <alice@a.example>, list: bob@far.example;
                Cc: alice
                Bcc: c@far.example
                Subject: x

                body
                """);
        assertThat(queue())
                .extracting(QueueEntry::recipient)
                .containsExactlyInAnyOrder("z@far.example", "bob@far.example", "c@far.example");
        assertThat(queue())
                .allSatisfy(
                        entry -> assertThat(entry.envelope().sender()).isEqualTo("shop@a.example"));
        assertThat(inbox("alice@a.example")).hasSize(1);
        assertThat(queued())
                .contains("Subject: x\r\n", "From: shop@a.example\r\n")
                .doesNotContain("Bcc", "MAILER");
    }

    @Test
    void listedUser_sendsAsWhatIsListed_withAName() throws Exception {
        drop(
                LISTED,
                "from any@news.example\nname Grüße\nto x@far.example\n"
                        .replace("ü", "\u00C3\u00BC")
                        .replace("ß", "\u00C3\u009F"),
                "Subject: x\n\nbody\n");
        assertThat(queue().getFirst().envelope().sender()).isEqualTo("any@news.example");
        assertThat(queued()).contains("From: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= <any@news.example>\r\n");
    }

    @Test
    void nullSender_isAnybodys() throws Exception {
        drop(LISTED, "from \nto x@far.example\n", "From: a@news.example\n\nbody\n");
        assertThat(queue().getFirst().envelope().sender()).isEmpty();
    }

    @Test
    void foreignSender_isRefused_andTheUserIsTold() throws Exception {
        drop(LISTED, "from x@evil.example\nto alice@a.example\n", "Subject: x\n\n");
        refused("550 5.7.1 the user www-data of this machine may not send as x@evil.example");
        assertThat(queue().getFirst().envelope().sender()).isEqualTo("shop@a.example");
        assertThat(inbox("alice@a.example")).isEmpty();
    }

    @Test
    void foreignAuthor_isRefused() throws Exception {
        drop(LISTED, "to alice@a.example\n", "From: alice@a.example\n\n");
        refused("may not send as who is in its From field");
    }

    @Test
    void severalAuthorFields_areRefused() throws Exception {
        drop(LISTED, "to alice@a.example\n", "From: shop@a.example\nFrom: alice@a.example\n\n");
        refused("several From fields");
    }

    @Test
    void authorWithoutADomain_isTheUser_byItsName() throws Exception {
        drop("root", "from root\nto root\n", "From: root (Cron Daemon)\nTo: root\n\nout\n");
        assertThat(inbox("postmaster@a.example"))
                .singleElement()
                .asString()
                .contains("\r\nFrom: Cron Daemon <root@a.example>\r\n")
                .doesNotContain("From: root (");
    }

    @Test
    void unlistedUser_sendsToNobodyElsewhere() throws Exception {
        drop("cron", "to x@far.example\n", "Subject: x\n\n");
        refused("550 5.7.1 this server does not relay for you");
    }

    @Test
    void unknownRecipient_isReported_andOthersGetIt() throws Exception {
        drop("backup", "to nobody@a.example\nto alice@a.example\nto a b\n", "Subject: x\n\n");
        assertThat(inbox("alice@a.example")).hasSize(1);
        assertThat(queue())
                .extracting(QueueEntry::reply)
                .containsExactlyInAnyOrder(
                        "550 5.1.1 nobody here has this address",
                        "553 5.1.3 this is not an address");
    }

    @Test
    void noRecipients_areReported() throws Exception {
        drop("backup", "header\n", "Subject: x\n\n");
        refused("554 5.1.3 no recipients are named");
    }

    @Test
    void whatIsTooLarge_isReported() throws Exception {
        drop("backup", "to alice\n", "Subject: x\n\n" + "x\n".repeat(30 << 20));
        refused("larger than this server takes");
    }

    @Test
    void senderThatCannotBeTold_leavesALine() throws Exception {
        drop("cron", "from \nto x@far.example\n", "Subject: x\n\n");
        assertThat(queue()).isEmpty();
        assertThat(mail.deliveryLog().find(new Question("id1", Instant.EPOCH), 10)).hasSize(2);
    }

    @Test
    void whatIsNoOrder_isSaid() {
        for (String bad :
                List.of(
                        "",
                        "to alice",
                        "nonsense\n\n",
                        "to a\tb\n\n",
                        "to " + "x".repeat(3000) + "\n\n",
                        "to alice\n\n" + "x".repeat(600 << 10))) {
            assertThatThrownBy(
                            () -> {
                                Path file = folder.resolve("bad");
                                Files.writeString(file, bad);
                                delivery.deliver(new Dropped("id1", "cron", file), false);
                            })
                    .isInstanceOf(BadDropException.class);
        }
    }

    @Test
    void anything_isAMessageOrIsSaidToBeNone() throws Exception {
        long seed = System.nanoTime();
        System.out.println("DropDeliveryTest seed " + seed);
        var random = new Random(seed);
        String[] pieces = {
            "to ",
            "from ",
            "name ",
            "header",
            "\n",
            "\r",
            "\r\n",
            ":",
            "From: ",
            "To: ",
            "@",
            "<",
            ">",
            "\"",
            "\\",
            "alice",
            "a.example",
            " ",
            "\t",
            "\0",
            "\u00FF",
            "(",
            ",",
            ";",
            "."
        };
        Path file = folder.resolve("fuzz");
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "to alice\nheader\n\n" : "");
            for (int j = random.nextInt(40); j >= 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            Files.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
            try {
                delivery.deliver(
                        new Dropped("id" + i, random.nextBoolean() ? LISTED : "x", file), false);
            } catch (BadDropException _) {
                // It is said.
            }
        }
        assertThat(inbox("alice@a.example"))
                .isNotEmpty()
                .allSatisfy(message ->
                        assertThat(message.replace("\r\n", "")).doesNotContain("\r", "\n"));
    }
}
