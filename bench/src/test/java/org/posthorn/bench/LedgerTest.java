package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LedgerTest {
    private final Ledger inbox = new Ledger(Account.READER, "INBOX");
    private final Ledger kept = new Ledger(Account.READER, "Kept");

    @Test
    void whatWasAcknowledged_mustBeThereUnlessSomebodyDeletedIt() {
        inbox.appended(1);
        inbox.appended(2);
        inbox.deleted(2);
        kept.copied(7, inbox, 1);
        assertThat(inbox.expected()).containsExactly(1L);
        inbox.deleted(1);
        assertThat(inbox.expected()).isEmpty();
        assertThat(kept.expected()).containsExactly(7L);
    }

    @Test
    void copyOfWhatMayBeMarked_mayGoWithItsMarkFromCopyToCopy() {
        inbox.appended(1);
        inbox.deleted(1);
        inbox.copied(2, kept, 7);
        kept.copied(7, inbox, 1);
        assertThat(kept.expected()).isEmpty();
        assertThat(inbox.expected()).isEmpty();
    }

    @Test
    void copyOfAMessageThatNobodyWasToldOf_isNotExpected() {
        inbox.copied(2, kept, 9);
        assertThat(inbox.expected()).isEmpty();
    }
}
