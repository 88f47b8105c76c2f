package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.inhand.InHand;
import org.posthorn.mailbox.inhand.Piece;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.rows.MailStorage;

/// A stored message that was in hand at two deaths.
final class SetAsideMessageTest {
    private static final UidSet ALL = UidSet.ofAscending(1, 2);

    @TempDir private Path data;

    private final MailStorage storage = new MemoryStorage();
    private AccountId account = new AccountId(1);

    private Mail open() throws Exception {
        Files.createDirectories(data.resolve("incoming"));
        return TestMail.over(storage, data);
    }

    private Mailbox inbox(MailStore store) {
        return store.mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
    }

    @Test
    void isPassedOver_andOthersAreRead() throws Exception {
        try (var mail = open()) {
            account = TestMail.addAccount(mail);
        }
        long hostile;
        try (var mail = open();
                var inbox = inbox(mail.store())) {
            deliver(mail.store(), "Subject: hostile\r\n\r\n");
            deliver(mail.store(), "Subject: innocent\r\n\r\n");
            hostile = inbox.state().row(0).body().value();
        }
        for (int death = 0; death < 2; death++) {
            InHand.open(data).take(Piece.stored(hostile));
        }
        try (var mail = open();
                var inbox = inbox(mail.store())) {
            var read = new ArrayList<Uid>();
            inbox.summaries(ALL, summary -> read.add(summary.uid()));
            inbox.contents(ALL, (uid, _) -> read.add(uid));
            assertThat(read).containsExactly(new Uid(2), new Uid(2));
            assertThat(inbox.holdsSetAside(ALL)).isTrue();
            assertThat(inbox.holdsSetAside(UidSet.of(new Uid(2)))).isFalse();
            assertThatThrownBy(() -> inbox.content(new Uid(1)))
                    .isInstanceOf(SetAsideException.class);
            assertThat(inbox.content(new Uid(2))).isPresent();
            assertThat(inbox.expunge(ALL).isEmpty()).isFalse();
        }
    }

    private void deliver(MailStore store, String text) {
        try (var body = store.newBody()) {
            body.write(text.getBytes(StandardCharsets.US_ASCII));
            store.deliver(store.examine(body), List.of(new Placement.IntoInbox(account, "")));
        }
    }
}
