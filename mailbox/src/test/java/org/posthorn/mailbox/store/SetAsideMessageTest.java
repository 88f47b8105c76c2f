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
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.inhand.InHand;
import org.posthorn.mailbox.inhand.Piece;
import org.posthorn.mailbox.memory.MemoryMail;

/// A stored message that was in hand at two deaths.
final class SetAsideMessageTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final UidSet ALL = UidSet.ofAscending(1, 2);

    @TempDir private Path data;

    private final MailStorage storage = MemoryMail.storage();

    private LocalMailStore open() throws Exception {
        return LocalMailStore.over(
                storage, Files.createDirectories(data.resolve("incoming")), DiskReserve.NONE);
    }

    private static Mailbox inbox(LocalMailStore store) {
        return store.mailboxesOf(ACCOUNT).open(MailboxName.INBOX).orElseThrow();
    }

    @Test
    void isPassedOver_andOthersAreRead() throws Exception {
        storage.inTransaction(tx -> {
            DefaultMailboxes.insert(tx, ACCOUNT);
            return true;
        });
        long hostile;
        try (var store = open();
                var inbox = inbox(store)) {
            deliver(store, "Subject: hostile\r\n\r\n");
            deliver(store, "Subject: innocent\r\n\r\n");
            hostile = inbox.state().row(0).body().value();
        }
        for (int death = 0; death < 2; death++) {
            InHand.open(data).take(Piece.stored(hostile));
        }
        try (var store = open();
                var inbox = inbox(store)) {
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

    private static void deliver(LocalMailStore store, String text) {
        try (var body = store.newBody()) {
            body.write(text.getBytes(StandardCharsets.US_ASCII));
            store.deliver(body, List.of(new Delivery(ACCOUNT, "")));
        }
    }
}
