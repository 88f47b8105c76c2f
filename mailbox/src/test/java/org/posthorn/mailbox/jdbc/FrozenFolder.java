package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;
import org.posthorn.mailbox.rows.DeliveryLogRows.Part;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;

/// A data folder as a version of the schema has left it: how it was made, and what must be found in
/// it for ever.
///
/// A new version of the schema gets one of its own, by `java -cp …
/// org.posthorn.mailbox.jdbc.FrozenFolder FILE.zip`; those of before are never made again.
final class FrozenFolder {
    private static final String NAME = "frozen";

    /// Longer than any index can hold.
    private static final MailboxName LONG = new MailboxName("\u4E2D\u6587".repeat(350));

    private static final Flags KEYWORDS =
            Flags.of(SystemFlag.SEEN.bit(), List.of("$Forwarded", "work"));

    private static final MessageOptions ALL_OPTIONS =
            new MessageOptions(
                    BodyType.BINARY,
                    true,
                    true,
                    Optional.of(ReturnedPart.HEADERS),
                    Optional.of("QQ+2B314"));

    private FrozenFolder() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("frozen");
        fill(folder);
        zip(folder, Path.of(args[0]));
    }

    private static void fill(Path folder) {
        try (var open = OpenStore.open(folder)) {
            var account = TestMail.addAccount(open.mail(), NAME);
            open.store().setLimits(account, new AccountLimits(1000, AccountLimits.UNLIMITED));
            var mailboxes = open.store().mailboxesOf(account);
            mailboxes.create(LONG, Set.of());
            mailboxes.subscribe(LONG);
            mailboxes.delete(new MailboxName("Junk"));
            for (int i = 0; i < 3; i++) {
                try (var body = open.store().newBody()) {
                    body.write(message(i).getBytes(StandardCharsets.US_ASCII));
                    open.store()
                            .deliver(
                                    open.store().examine(body).withPrologue("Received: here\r\n"),
                                    List.of(
                                            new Placement.IntoInbox(
                                                    account, "Delivered-To: you\r\n")));
                }
            }
            post(open);
            try (var inbox = open(mailboxes, MailboxName.INBOX);
                    var other = open(mailboxes, LONG);
                    var large = open.store().newBody()) {
                inbox.changeFlags(
                        UidSet.ofAscending(2),
                        new FlagChange(FlagChange.Kind.REPLACE, KEYWORDS),
                        Optional.empty());
                inbox.copyTo(UidSet.ofAscending(1, 2), other);
                inbox.expunge(UidSet.ofAscending(1));
                large.write(message(9).getBytes(StandardCharsets.US_ASCII));
                large.write("x".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
                other.append(List.of(new NewMessage(large, Flags.NONE, Instant.EPOCH)));
            }
        }
    }

    /// What waits to go elsewhere, and what the log says of it.
    private static void post(OpenStore open) {
        var queue = open.mail().outbound();
        var envelope = new Envelope("id7", "you@example.com", 60, Instant.EPOCH, ALL_OPTIONS);
        try (var body = open.store().newBody()) {
            body.write(message(7).getBytes(StandardCharsets.US_ASCII));
            var entry =
                    new NewEntry(
                            queue.newId(),
                            envelope,
                            "bob@example.net",
                            RecipientOptions.NONE,
                            "mx:example.net",
                            Optional.empty(),
                            "");
            var event =
                    new DeliveryEvent(
                            Instant.now().truncatedTo(ChronoUnit.MILLIS),
                            DeliveryEvent.Kind.QUEUED,
                            "id7",
                            "you@example.com",
                            "bob@example.net",
                            Map.of(DeliveryEvent.Detail.NEXT_HOP, "mx:example.net"));
            queue.post(
                    new Posting(
                            open.store().examine(body), List.of(), List.of(entry), List.of(event)));
        }
    }

    private static void checkPosted(OpenStore open) {
        var queue = open.mail().outbound();
        var entry = queue.list(0, 10).getFirst();
        assertThat(entry.envelope().options()).isEqualTo(ALL_OPTIONS);
        assertThat(entry.recipient()).isEqualTo("bob@example.net");
        assertThat(entry.destination()).isEqualTo("mx:example.net");
        var events = open.storage().mail().reading(tx -> tx.deliveryLog().days(Part.YOUNG));
        assertThat(events).hasSize(1);
        queue.remove(
                entry.id(),
                gone ->
                        new DeliveryEvent(
                                Instant.now(),
                                DeliveryEvent.Kind.DISCARDED,
                                gone.envelope().id(),
                                "",
                                "",
                                Map.of()));
    }

    private static String message(int number) {
        return "From: bob@example.org\r\nSubject: Re: " + number + "\r\n\r\nHello.\r\n";
    }

    private static Mailbox open(Mailboxes mailboxes, MailboxName name) {
        return mailboxes.open(name).orElseThrow();
    }

    /// All that was put into it is there, and it can be changed.
    ///
    /// @param posts whether mail could wait to go elsewhere
    static void check(Path folder, boolean posts) {
        try (var open = OpenStore.open(folder)) {
            Recount.check(open.storage().mail());
            if (posts) {
                checkPosted(open);
            }
            var account =
                    open.directory()
                            .account(new EmailAddress("account" + NAME, TestMail.DOMAIN))
                            .orElseThrow()
                            .id();
            var usage = open.store().usage(account).orElseThrow();
            assertThat(usage.messages()).isEqualTo(5);
            assertThat(usage.limits().messages()).isEqualTo(1000);
            var mailboxes = open.store().mailboxesOf(account);
            assertThat(mailboxes.subscriptions()).contains(LONG, new MailboxName("Junk"));
            assertThat(mailboxes.find(new MailboxName("Junk"))).isEmpty();
            try (var inbox = open(mailboxes, MailboxName.INBOX);
                    var other = open(mailboxes, LONG)) {
                check(inbox, other);
                assertThat(inbox.moveTo(UidSet.ALL, other).source()).hasSize(2);
                assertThat(other.expunge(UidSet.ALL).count()).isEqualTo(5);
            }
            TestMail.sweep(open.mail());
            assertThat(TestMail.bodyCount(open.storage().mail())).isZero();
            Recount.check(open.storage().mail());
        }
    }

    private static void check(Mailbox inbox, Mailbox other) {
        assertThat(inbox.state().size()).isEqualTo(2);
        assertThat(inbox.state().flags(0)).isEqualTo(KEYWORDS);
        assertThat(inbox.state().uidNext().value()).isEqualTo(4);
        assertThat(other.state().flags(1)).isEqualTo(KEYWORDS);
        var subjects = new ArrayList<String>();
        other.summaries(
                UidSet.ALL, summary -> subjects.add(summary.parsed().sortKeys().baseSubject()));
        assertThat(subjects).containsExactly("0", "1", "9");
        var sizes = new ArrayList<Long>();
        other.contents(UidSet.ALL, (_, content) -> sizes.add(content.size()));
        String lines = "Delivered-To: you\r\nReceived: here\r\n";
        assertThat(sizes)
                .containsExactly(
                        (long) (lines + message(0)).length(),
                        (long) (lines + message(1)).length(),
                        100_000L + message(9).length());
    }

    private static void zip(Path folder, Path file) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(file));
                var all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }

    /// Unpacks a folder of the tests' resources.
    static void unpack(String resource, Path folder) throws IOException {
        var packed = FrozenFolder.class.getResourceAsStream(resource);
        assertThat(packed).as(resource).isNotNull();
        try (var in = new ZipInputStream(packed)) {
            var entry = in.getNextEntry();
            while (entry != null) {
                Path file = folder.resolve(entry.getName()).normalize();
                assertThat(file.startsWith(folder)).as(entry.getName()).isTrue();
                Files.createDirectories(file.getParent());
                Files.write(file, in.readAllBytes());
                entry = in.getNextEntry();
            }
        }
    }
}
