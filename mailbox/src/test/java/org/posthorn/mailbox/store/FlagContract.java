package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class FlagContract extends StoreContract {
    private static FlagChange change(FlagChange.Kind kind, Flags flags) {
        return new FlagChange(kind, flags);
    }

    @Test
    void changeFlags_addsRemovesAndReplaces() {
        try (var mailbox = open("Archive")) {
            fill(mailbox, 1);
            var all = UidSet.ALL;
            var keywords = Flags.of(SystemFlag.SEEN.bit(), List.of("$Forwarded"));
            mailbox.changeFlags(all, change(FlagChange.Kind.ADD, keywords), Optional.empty());
            assertThat(mailbox.state().flags(0)).isEqualTo(keywords);

            mailbox.changeFlags(
                    all,
                    change(FlagChange.Kind.REMOVE, Flags.of(0, List.of("$FORWARDED"))),
                    Optional.empty());
            assertThat(mailbox.state().flags(0)).isEqualTo(Flags.of(SystemFlag.SEEN));

            mailbox.changeFlags(
                    all,
                    change(FlagChange.Kind.REPLACE, Flags.of(SystemFlag.FLAGGED)),
                    Optional.empty());
            assertThat(mailbox.state().flags(0)).isEqualTo(Flags.of(SystemFlag.FLAGGED));
        }
    }

    @Test
    void changeFlags_ofSeveral_takesOneModSequence_andLeavesTheUnchangedAlone() {
        try (var mailbox = open("Archive")) {
            fill(mailbox, 3);
            add(mailbox, UidSet.of(new Uid(2)), SystemFlag.SEEN);
            var before = mailbox.state();

            var outcome = add(mailbox, UidSet.ALL, SystemFlag.SEEN);

            assertThat(outcome.changed()).isEqualTo(UidSet.ofAscending(1, 3));
            assertThat(outcome.failed().isEmpty()).isTrue();
            assertThat(outcome.modSequence().value())
                    .isEqualTo(before.highestModSequence().value() + 1);
            var after = mailbox.state();
            assertThat(after.modSequence(0)).isEqualTo(outcome.modSequence());
            assertThat(after.modSequence(1)).isEqualTo(before.modSequence(1));
            assertThat(after.modSequence(2)).isEqualTo(outcome.modSequence());
            assertThat(after.since(before).changed().count()).isEqualTo(2);
        }
    }

    @Test
    void changeFlags_thatChangesNothing_keepsTheState_andWakesNobody() {
        try (var mailbox = open("Archive")) {
            fill(mailbox, 1);
            var before = mailbox.state();
            mailbox.onChange(() -> {
                throw new AssertionError("woken");
            });
            var outcome =
                    mailbox.changeFlags(
                            UidSet.ALL,
                            change(FlagChange.Kind.REMOVE, Flags.of(SystemFlag.SEEN)),
                            Optional.empty());
            assertThat(outcome.changed().isEmpty()).isTrue();
            assertThat(outcome.modSequence()).isEqualTo(before.highestModSequence());
            assertThat(mailbox.state()).isSameAs(before);
        }
    }

    @Test
    void changeFlags_unchangedSince_reportsThoseThatChanged() {
        try (var mailbox = open("Archive")) {
            fill(mailbox, 3);
            var known = mailbox.state().highestModSequence();
            add(mailbox, UidSet.of(new Uid(2)), SystemFlag.ANSWERED);

            var outcome =
                    mailbox.changeFlags(
                            UidSet.ALL,
                            change(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN)),
                            Optional.of(known));

            assertThat(outcome.changed()).isEqualTo(UidSet.ofAscending(1, 3));
            assertThat(outcome.failed()).isEqualTo(UidSet.of(new Uid(2)));
            assertThat(mailbox.state().flags(1)).isEqualTo(Flags.of(SystemFlag.ANSWERED));
        }
    }

    @Test
    void changeFlags_survivesARestart() {
        try (var mailbox = open("Archive")) {
            fill(mailbox, 2);
            mailbox.changeFlags(
                    UidSet.of(new Uid(2)),
                    change(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN.bit(), List.of("Work"))),
                    Optional.empty());
        }
        fixture.restart();
        try (var mailbox = open("Archive")) {
            assertThat(mailbox.state().flags(0)).isEqualTo(Flags.NONE);
            assertThat(mailbox.state().flags(1).toString()).isEqualTo("\\Seen Work");
            assertThat(mailbox.state().modSequence(1))
                    .isEqualTo(mailbox.state().highestModSequence());
        }
    }
}
