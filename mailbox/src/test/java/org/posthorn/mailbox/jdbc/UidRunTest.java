package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;

final class UidRunTest {
    private static MessageRow row(long uid, Flags flags) {
        return new MessageRow(
                new Uid(uid), flags, new ModSequence(7), 1, Instant.EPOCH, new BodyId(uid));
    }

    private static List<String> runs(List<MessageRow> rows) {
        return UidRun.of(rows, (one, other) -> one.flags().equals(other.flags())).stream()
                .map(run -> run.first() + ":" + run.last() + " " + run.sample().flags())
                .toList();
    }

    @Test
    void consecutiveUidsThatAreAlike_areOneRun() {
        assertThat(
                        runs(
                                LongStream.rangeClosed(1, 1000)
                                        .mapToObj(uid -> row(uid, Flags.NONE))
                                        .toList()))
                .containsExactly("1:1000 ");
    }

    @Test
    void gapOrDifference_beginsAnotherRun() {
        Flags seen = Flags.of(SystemFlag.SEEN);
        assertThat(
                        runs(
                                List.of(
                                        row(1, seen),
                                        row(2, seen),
                                        row(4, seen),
                                        row(5, Flags.NONE),
                                        row(6, seen))))
                .containsExactly("1:2 \\Seen", "4:4 \\Seen", "5:5 ", "6:6 \\Seen");
    }

    @Test
    void nothing_isNoRun() {
        assertThat(runs(List.of())).isEmpty();
    }
}
