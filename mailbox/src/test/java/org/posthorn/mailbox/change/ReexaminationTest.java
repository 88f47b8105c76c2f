package org.posthorn.mailbox.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.mime.ParsedMessageCodec;
import org.posthorn.mailbox.rows.PendingRows.Examined;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MessageSummary;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.UidSet;

/// What an older Posthorn has computed of messages.
final class ReexaminationTest {
    private static final int COUNT = 120;

    private final MemoryStorage storage = new MemoryStorage();
    private final Mail mail = Mail.over(storage);

    private List<MessageSummary> summaries() {
        var account = storage.reading(tx -> tx.mailboxes().after(0, 1)).getFirst();
        var owner = storage.reading(tx -> tx.mailboxes().counters(account)).orElseThrow().owner();
        // A store that has nothing in its cache.
        var store = Mail.over(storage).store();
        var all = new ArrayList<MessageSummary>();
        try (var inbox = store.mailboxesOf(owner).open(MailboxName.INBOX).orElseThrow()) {
            inbox.summaries(UidSet.ALL, all::add);
        }
        return all;
    }

    @Test
    void oldForms_areReadAtOnce_andReplacedInTheBackground() {
        var account = TestMail.addAccount(mail);
        for (int i = 0; i < COUNT; i++) {
            try (var body = mail.store().newBody()) {
                body.write(("Subject: Re: " + i + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                mail.store()
                        .deliver(
                                mail.store().examine(body).withPrologue("Received: x\r\n"),
                                List.of(new Placement.IntoInbox(account, "To: y\r\n")));
            }
        }
        var before = summaries();
        TestMail.sweep(mail);
        assertThat(examined()).isEqualTo(new Examined(ParsedMessageCodec.VERSION, Long.MAX_VALUE));

        var ids = storage.reading(tx -> tx.bodies().after(0, COUNT + 1));
        assertThat(ids).hasSize(COUNT);
        storage.inTransaction(tx -> {
            ids.forEach(size -> tx.bodies().setParsed(size.body(), new byte[] {1, 2, 3}));
            tx.pending().setExamined(new Examined(1, Long.MAX_VALUE));
            return true;
        });
        assertThat(summaries()).isEqualTo(before);
        TestMail.sweep(mail);
        var parsed = storage.octets().computed(ids.stream().map(size -> size.body()).toList());
        assertThat(parsed.values()).noneMatch(Reexamination::isOld);
        assertThat(summaries()).isEqualTo(before);
    }

    private Examined examined() {
        return storage.reading(tx -> tx.pending().examined());
    }
}
