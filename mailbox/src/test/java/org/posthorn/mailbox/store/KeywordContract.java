package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.change.KeywordLimits;

/// What limits the keywords of a mailbox, whichever way they come.
public abstract class KeywordContract extends StoreContract {
    private static Flags keywords(int from, int to) {
        return Flags.of(0, IntStream.range(from, to).mapToObj(i -> "keyword" + i).toList());
    }

    /// As long as a keyword may be.
    private static String longest(int number) {
        return "%04d".formatted(number) + "x".repeat(KeywordLimits.MAX_LENGTH - 4);
    }

    private static FlagOutcome change(Mailbox mailbox, FlagChange.Kind kind, Flags flags) {
        return mailbox.changeFlags(UidSet.ALL, new FlagChange(kind, flags), Optional.empty());
    }

    private void append(Mailbox mailbox, Flags... flags) {
        try (var first = body(message("one"))) {
            mailbox.append(
                    List.of(flags).stream()
                            .map(each -> new NewMessage(first, each, NOON))
                            .toList());
        }
    }

    private static void assertRefused(ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOf(KeywordLimitException.class);
    }

    @Test
    void changeFlags_beyondTheLimit_isRefusedAndChangesNothing() {
        try (var archive = open("Archive")) {
            append(archive, keywords(0, 300), keywords(200, 499));
            change(archive, FlagChange.Kind.ADD, keywords(499, 500));
            var before = archive.state();

            assertRefused(() -> change(archive, FlagChange.Kind.ADD, keywords(500, 501)));
            assertRefused(() -> change(archive, FlagChange.Kind.REPLACE, keywords(500, 501)));

            assertThat(archive.state()).isSameAs(before);
            change(archive, FlagChange.Kind.ADD, keywords(0, 500));
            change(archive, FlagChange.Kind.REMOVE, keywords(0, 2));
            change(archive, FlagChange.Kind.ADD, keywords(600, 602));
            assertThat(archive.state().keywords()).hasSize(500);
        }
    }

    @Test
    void append_beyondTheLimit_isRefusedAndStoresNothing() {
        try (var archive = open("Archive")) {
            append(archive, keywords(0, 400));
            assertRefused(() -> append(archive, keywords(400, 450), keywords(450, 501)));
            assertThat(archive.state().size()).isEqualTo(1);
            assertThat(fixture.bodyCount()).isEqualTo(1);
            append(archive, keywords(0, 500));
        }
    }

    @Test
    void copyAndMove_beyondTheTargetsLimit_areRefusedWhole() {
        try (var archive = open("Archive");
                var trash = open("Trash")) {
            append(archive, Flags.NONE, keywords(0, 10));
            append(trash, keywords(9, 500), keywords(600, 605));
            assertRefused(() -> archive.copyTo(UidSet.ALL, trash));
            assertRefused(() -> archive.moveTo(UidSet.ALL, trash));
            assertThat(archive.state().size()).isEqualTo(2);
            assertThat(trash.state().size()).isEqualTo(2);
            assertThat(archive.copyTo(UidSet.of(Uid.FIRST), trash).target()).hasSize(1);
            assertThat(trash.copyTo(UidSet.ALL, trash).target()).hasSize(3);
        }
    }

    @Test
    void keyword_thatIsTooLong_isRefused() {
        try (var archive = open("Archive")) {
            append(archive, Flags.NONE);
            var tooLong = Flags.of(0, List.of(longest(1) + "x"));
            assertRefused(() -> change(archive, FlagChange.Kind.ADD, tooLong));
            assertRefused(() -> append(archive, tooLong));
        }
    }

    @Test
    void message_withAllKeywordsThatThereMayBe_isStored() {
        var all =
                Flags.of(
                        0,
                        IntStream.range(0, KeywordLimits.MAX_KEYWORDS)
                                .mapToObj(KeywordContract::longest)
                                .toList());
        try (var archive = open("Archive")) {
            append(archive, Flags.NONE);
            change(archive, FlagChange.Kind.ADD, all);
            append(archive, all);
        }
        fixture.restart();
        try (var archive = open("Archive")) {
            assertThat(archive.state().flags(0)).isEqualTo(all);
            assertThat(archive.state().flags(1)).isEqualTo(all);
        }
    }
}
