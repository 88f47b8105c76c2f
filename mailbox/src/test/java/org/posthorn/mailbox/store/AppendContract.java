package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

public abstract class AppendContract extends StoreContract {
    @Test
    void append_keepsFlagsDateAndOctets() {
        try (var drafts = open("Drafts");
                var body = body(message("draft"))) {
            var flags = Flags.of(SystemFlag.DRAFT.bit(), List.of("$Label1", "blue"));
            var outcome = drafts.append(List.of(new NewMessage(body, flags, NOON)));

            assertThat(outcome.uidValidity()).isEqualTo(drafts.info().uidValidity());
            assertThat(outcome.uids()).containsExactly(Uid.FIRST);
            var row = drafts.state().row(0);
            assertThat(row.flags()).isEqualTo(flags);
            assertThat(row.internalDate()).isEqualTo(NOON);
            assertThat(row.sizeOctets()).isEqualTo(message("draft").length());
            assertThat(text(drafts, Uid.FIRST)).isEqualTo(message("draft"));
        }
    }

    @Test
    void append_ofSeveral_isOneChangeUnderOneModSequence() {
        try (var drafts = open("Drafts");
                var first = body(message("first"));
                var second = body(message("second"))) {
            var outcome =
                    drafts.append(
                            List.of(
                                    new NewMessage(first, Flags.NONE, NOON),
                                    new NewMessage(second, Flags.NONE, NOON)));
            assertThat(outcome.uids()).containsExactly(new Uid(1), new Uid(2));
            assertThat(drafts.state().modSequence(0)).isEqualTo(new ModSequence(2));
            assertThat(drafts.state().modSequence(1)).isEqualTo(new ModSequence(2));
            assertThat(drafts.state().highestModSequence()).isEqualTo(new ModSequence(2));
        }
    }

    @Test
    void append_ofNothing_changesNothing() {
        try (var drafts = open("Drafts")) {
            assertThat(drafts.append(List.of()).uids()).isEmpty();
            assertThat(drafts.state().highestModSequence()).isEqualTo(new ModSequence(1));
        }
    }

    @Test
    void append_isSeenByOtherHandles() {
        try (var one = open("Drafts");
                var other = open("Drafts")) {
            append(one, message("draft"));
            assertThat(other.state().size()).isEqualTo(1);
            assertThat(other.state()).isSameAs(one.state());
        }
    }

    @Test
    void append_toADeletedMailbox_throwsAndStoresNothing() {
        create("Work");
        try (var work = open("Work")) {
            store().mailboxesOf(alice).delete(new MailboxName("Work"));
            assertThat(work.isDeleted()).isTrue();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> append(work, message("late")))
                    .isInstanceOf(StoreException.class);
            assertThat(work.state().isEmpty()).isTrue();
        }
        assertThat(fixture.bodyCount()).isZero();
    }

    @Test
    void append_byAHandleOfAMailboxDeletedAndMadeAnew_throws_andByItsNameIsStoredInTheNew() {
        create("Work");
        try (var old = open("Work")) {
            store().mailboxesOf(alice).delete(new MailboxName("Work"));
            create("Work");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> append(old, message("late")))
                    .isInstanceOf(StoreException.class);
            try (var work = open("Work")) {
                assertThat(append(work, message("new"))).isEqualTo(Uid.FIRST);
                assertThat(work.isDeleted()).isFalse();
                assertThat(work.state().size()).isEqualTo(1);
            }
            assertThat(old.isDeleted()).isTrue();
            assertThat(old.state().isEmpty()).isTrue();
        }
        assertThat(fixture.bodyCount()).isEqualTo(1);
    }
}
