package org.posthorn.mailbox.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;

final class ExpansionsTest {
    private static final int MANY = Deliveries.MANY + 1;

    private final MemoryStorage storage = new MemoryStorage();
    private final Mail mail = Mail.over(storage);

    /// One whose message cannot be read, and which is the first by its number.
    private void addBroken() {
        var message = storage.newBodyId();
        var list = storage.newBodyId();
        storage.inTransaction(tx -> {
            tx.pending().addExpansion(new Expansion(message, list, 0, Instant.EPOCH));
            return true;
        });
    }

    @Test
    void messageThatCannotBeDelivered_keepsNoOtherFromBeing() {
        addBroken();
        var account = TestMail.addAccount(mail);
        try (var body = mail.store().newBody()) {
            body.write("Subject: news\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var placements =
                    Collections.<Placement>nCopies(MANY, new Placement.IntoInbox(account, ""));
            assertThat(mail.store().deliver(mail.store().examine(body), placements))
                    .hasSize(MANY)
                    .containsOnly(PlacementOutcome.STORED);
        }
        var status = mail.store().mailboxesOf(account).status(MailboxName.INBOX).orElseThrow();
        assertThat(status.messages()).isEqualTo(MANY);
        var left = storage.reading(tx -> tx.pending().expansions(0, 10));
        assertThat(left).extracting(Expansion::message).containsExactly(new BodyId(1));
    }
}
