package org.posthorn.smtp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.routes.RouteEntry;
import org.posthorn.mailbox.routes.RouteKind;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.smtp.queue.Intake;
import org.posthorn.smtp.route.Folders;
import org.posthorn.smtp.route.RecipientProbe;
import org.posthorn.smtp.route.RouteQuery;
import org.posthorn.smtp.route.Router;

/// What was decided for recipients becomes places, entries of the queue and lines of the log.
final class DispatcherTest {
    private static final String SENDER = "x@far.example";

    private final Mail mail = Mail.inMemory();
    private final Router router =
            new Router(
                    new Router.Services(
                            mail.directory(),
                            mail.routes(),
                            Folders.of(mail.store()),
                            new SrsSenders("secret", InstantSource.system()),
                            RecipientProbe.TAKES_ALL));
    private final Dispatcher dispatcher =
            new Dispatcher(mail.store(), mail.outbound(), Intake.NONE);

    @BeforeEach
    void addAccounts() throws Exception {
        mail.directory().addDomain(DomainName.parse("a.example"));
        for (String name : List.of("alice", "bob", "carol")) {
            mail.directory()
                    .addAccount(EmailAddress.parse(name + "@a.example"), new Password("secret"));
        }
    }

    @AfterEach
    void close() {
        mail.close();
    }

    private void set(String kind, String subject, String... properties) throws Exception {
        Map<String, List<String>> all = new HashMap<>();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            all.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
        }
        mail.routes().set(RouteEntry.of(RouteKind.of(kind).orElseThrow(), subject, all));
    }

    private Routed routed(String sender, String to, RecipientOptions options) throws Exception {
        var recipient = new RouteQuery.Recipient.Address(EmailAddress.parse(to), to);
        return Routed.of(
                router.route(new RouteQuery(sender, Optional.empty(), true, recipient)), options);
    }

    private Dispatched dispatch(String sender, RecipientOptions options, String... recipients)
            throws Exception {
        var routed = new ArrayList<Routed>();
        for (String to : recipients) {
            routed.add(routed(sender, to, options));
        }
        try (var body = mail.store().newBody()) {
            body.write("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return dispatcher.dispatch(
                    new Dispatch(
                            "id1",
                            sender,
                            MessageOptions.NONE,
                            mail.store().examine(body),
                            routed,
                            Instant.EPOCH,
                            List.of(),
                            false));
        }
    }

    private List<QueueEntry> queue() {
        return mail.outbound().list(0, 100);
    }

    private int inbox(String name) throws Exception {
        var account = mail.directory().account(EmailAddress.parse(name)).orElseThrow();
        try (var inbox =
                mail.store().mailboxesOf(account.id()).open(MailboxName.INBOX).orElseThrow()) {
            return inbox.state().size();
        }
    }

    private void fill(String name) throws Exception {
        var account = mail.directory().account(EmailAddress.parse(name)).orElseThrow();
        mail.store().setLimits(account.id(), new AccountLimits(0, AccountLimits.UNLIMITED));
    }

    private List<Kind> log() {
        return mail.deliveryLog().find(new Question("id1", Instant.EPOCH), 10).stream()
                .map(event -> event.kind())
                .toList();
    }

    private static RecipientOptions wishes(NotifyOn... events) {
        return new RecipientOptions(Optional.of(Set.of(events)), Optional.of("rfc822;o@x"));
    }

    @Test
    void recipientsHereAndElsewhere_areOneCommit_eachOnce() throws Exception {
        var dispatched =
                dispatch(
                        SENDER,
                        RecipientOptions.NONE,
                        "alice@a.example",
                        "y@far.example",
                        "alice@a.example");
        assertThat(dispatched.locals()).hasSize(1).containsValue(PlacementOutcome.STORED);
        assertThat(dispatched.queued()).hasSize(1);
        assertThat(inbox("alice@a.example")).isEqualTo(1);
        assertThat(queue())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.recipient()).isEqualTo("y@far.example");
                    assertThat(entry.destination()).isEqualTo("mx:far.example");
                    assertThat(entry.envelope().sender()).isEqualTo(SENDER);
                });
        assertThat(log()).containsExactlyInAnyOrder(Kind.QUEUED, Kind.STORED);
    }

    @Test
    void forwarded_hasAReturnPathOfOurs_besideTheDirectRecipientOfTheSender() throws Exception {
        set("forward", "alice@a.example", "to=y@far.example");
        dispatch(SENDER, RecipientOptions.NONE, "alice@a.example", "z@far.example");
        assertThat(queue())
                .extracting(entry -> entry.envelope().sender())
                .anySatisfy(sender -> assertThat(sender).startsWith("SRS0=").endsWith("@a.example"))
                .contains(SENDER);
    }

    @Test
    void largeGroup_isTakenAtOnce_andItsMembersAreQueuedInSlices() throws Exception {
        var members = new ArrayList<String>();
        for (int i = 0; i < 1000; i++) {
            members.add("members=m%d@far.example".formatted(i));
        }
        members.add("members=alice@a.example");
        members.add("posting=anyone");
        set("group", "all@a.example", members.toArray(String[]::new));
        var dispatched = dispatch(SENDER, RecipientOptions.NONE, "all@a.example");
        assertThat(dispatched.isTaken()).isTrue();
        assertThat(dispatched.queued()).hasSize(1000);
        assertThat(inbox("alice@a.example")).isEqualTo(1);
        assertThat(mail.outbound().list(0, 2000))
                .hasSize(1000)
                .allSatisfy(entry -> assertThat(entry.claimant()).isEmpty())
                .extracting(QueueEntry::body)
                .containsOnly(mail.outbound().list(0, 1).getFirst().body());
    }

    @Test
    void thrownAway_isTaken_andTheLogSaysSo_onDisk() throws Exception {
        set("pattern", "spam*@a.example", "discard=true");
        var dispatched = dispatch(SENDER, RecipientOptions.NONE, "spam1@a.example");
        assertThat(dispatched.isTaken()).isTrue();
        assertThat(queue()).isEmpty();
        assertThat(log()).containsExactly(Kind.DISCARDED);
    }

    @Test
    void whoHasNoRoom_isReportedUnderTheNameThatTheSenderUsed() throws Exception {
        mail.directory()
                .addAliasTarget(
                        EmailAddress.parse("info@a.example"), EmailAddress.parse("bob@a.example"));
        fill("bob@a.example");
        dispatch(SENDER, RecipientOptions.NONE, "alice@a.example", "info@a.example");
        assertThat(queue())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.destination()).isEqualTo(QueueEntry.REPORTS);
                    assertThat(entry.recipient()).isEqualTo("info@a.example");
                    assertThat(entry.reply()).startsWith("552 5.2.2 ");
                });
    }

    @Test
    void nobodyWithRoom_isNotTaken_andNothingIsKept() throws Exception {
        fill("bob@a.example");
        var dispatched = dispatch(SENDER, RecipientOptions.NONE, "bob@a.example");
        assertThat(dispatched.isTaken()).isFalse();
        assertThat(queue()).isEmpty();
        assertThat(log()).isEmpty();
    }

    @Test
    void success_isTold_whereTheSenderWantsIt_andThereIsOne() throws Exception {
        dispatch(SENDER, wishes(NotifyOn.SUCCESS), "alice@a.example");
        assertThat(queue())
                .singleElement()
                .satisfies(entry -> assertThat(entry.reply()).startsWith("250 2.1.5 "));
        dispatch("", wishes(NotifyOn.SUCCESS), "bob@a.example");
        assertThat(queue()).hasSize(1);
    }

    @Test
    void groupWithAnOwner_takesNoWishesOfTheSender() throws Exception {
        set(
                "group",
                "team@a.example",
                "members=alice@a.example",
                "members=y@far.example",
                "posting=anyone",
                "owner=bob@a.example");
        dispatch(SENDER, wishes(), "team@a.example");
        assertThat(queue())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.envelope().sender()).isEqualTo("bob@a.example");
                    assertThat(entry.options()).isEqualTo(RecipientOptions.NONE);
                });
    }

    @Test
    void reportThatComesToAGroup_makesNoReportToItsOwner() throws Exception {
        set(
                "group",
                "team@a.example",
                "members=alice@a.example",
                "members=y@far.example",
                "posting=anyone",
                "owner=bob@a.example");
        dispatch("", RecipientOptions.NONE, "team@a.example");
        assertThat(queue())
                .singleElement()
                .satisfies(entry -> assertThat(entry.envelope().sender()).isEmpty());
    }
}
