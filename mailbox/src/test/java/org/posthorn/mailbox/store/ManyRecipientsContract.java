package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;

/// A message for more recipients than one commit delivers to.
public abstract class ManyRecipientsContract extends StoreContract {
    private static final int COUNT = 650;

    @Test
    void messageForVeryMany_reachesEachOnce_withItsOwnHeader() {
        var accounts = new ArrayList<AccountId>();
        for (int i = 0; i < COUNT; i++) {
            accounts.add(fixture.newAccount());
        }
        var gone = accounts.getLast();
        fixture.removeAccount(gone);

        var outcomes = deliver(message("news"), accounts.toArray(AccountId[]::new));

        assertThat(outcomes.subList(0, COUNT - 1)).containsOnly(PlacementOutcome.STORED);
        assertThat(outcomes.getLast()).isEqualTo(PlacementOutcome.NO_SUCH_MAILBOX);
        fixture.finishDeliveries();
        assertThat(fixture.bodyCount()).isEqualTo(1);
        var emailIds = new ArrayList<EmailId>();
        for (AccountId account : accounts.subList(0, COUNT - 1)) {
            try (var inbox = store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow()) {
                assertThat(uids(inbox.state())).isEqualTo(List.of(1L));
                assertThat(text(inbox, Uid.FIRST)).isEqualTo(header(account) + message("news"));
                emailIds.add(summaries(inbox, UidSet.ALL).getFirst().emailId());
                inbox.expunge(UidSet.ALL);
            }
        }
        assertThat(emailIds).doesNotHaveDuplicates();
        assertThat(fixture.bodyCount()).isZero();
    }
}
