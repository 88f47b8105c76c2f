package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

public abstract class StatusContract extends StoreContract {
    private MailboxStatus status(String name) {
        return store().mailboxesOf(alice).status(new MailboxName(name)).orElseThrow();
    }

    @Test
    void status_countsWhatIsThere() {
        try (var mailbox = open("Archive")) {
            fill(mailbox, 4);
            add(mailbox, UidSet.ofAscending(1, 2), SystemFlag.SEEN);
            add(mailbox, UidSet.of(new Uid(2)), SystemFlag.DELETED);
        }
        fixture.restart();
        var status = status("Archive");
        assertThat(status.messages()).isEqualTo(4);
        assertThat(status.unseen()).isEqualTo(2);
        assertThat(status.deleted()).isEqualTo(1);
        assertThat(status.recent()).isEqualTo(4);
        assertThat(status.sizeOctets()).isEqualTo(4L * message("1").length());
        assertThat(status.uidNext()).isEqualTo(new Uid(5));
        assertThat(status.highestModSequence()).isEqualTo(new ModSequence(7));
    }

    @Test
    void status_ofAnEmptyMailbox() {
        var status = status("Archive");
        assertThat(status.messages()).isZero();
        assertThat(status.uidNext()).isEqualTo(Uid.FIRST);
        assertThat(status.highestModSequence()).isEqualTo(new ModSequence(1));
    }

    @Test
    void status_claimsNothing_andFollowsChanges() {
        deliver(message("one"), alice);
        assertThat(status("INBOX").recent()).isEqualTo(1);
        deliver(message("two"), alice);
        assertThat(status("INBOX").recent()).isEqualTo(2);
        assertThat(status("INBOX").messages()).isEqualTo(2);
    }

    @Test
    void recent_belongsToTheFirstWhoClaimsIt() {
        deliver(message("one"), alice);
        deliver(message("two"), alice);
        try (var first = open("INBOX");
                var second = open("INBOX")) {
            assertThat(first.claimRecent()).isEqualTo(new Uid(1));
            assertThat(second.claimRecent()).isEqualTo(new Uid(3));
            deliver(message("three"), alice);
            assertThat(second.claimRecent()).isEqualTo(new Uid(3));
            assertThat(first.claimRecent()).isEqualTo(new Uid(4));
        }
        fixture.restart();
        assertThat(status("INBOX").recent()).isZero();
        try (var inbox = open("INBOX")) {
            assertThat(inbox.claimRecent()).isEqualTo(new Uid(4));
        }
    }
}
