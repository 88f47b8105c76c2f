package org.posthorn.mailbox.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

final class SnapshotCodecTest {
    private static final MailboxId MAILBOX = new MailboxId(77);

    private static MailboxState state(int size, Random random) {
        var rows = new ArrayList<MessageRow>();
        for (int i = 1; i <= size; i++) {
            rows.add(
                    new MessageRow(
                            new Uid(3_000_000_000L + 3L * i),
                            Flags.of(
                                    random.nextInt(16),
                                    random.nextBoolean()
                                            ? List.of()
                                            : List.of("work", "$k" + random.nextInt(3))),
                            new ModSequence(1 + random.nextLong(1L << 40)),
                            random.nextLong(1L << 33),
                            Instant.ofEpochSecond(random.nextLong(1L << 33)),
                            new BodyId(1 + random.nextLong(1L << 50))));
        }
        return MailboxState.of(rows, new Uid(4_000_000_000L), new ModSequence(1L << 41));
    }

    private static List<MessageRow> rows(MailboxState state) {
        var rows = new ArrayList<MessageRow>();
        for (int i = 0; i < state.size(); i++) {
            rows.add(state.row(i));
        }
        return rows;
    }

    @Test
    void stateOfAnySize_comesBack() {
        var random = new Random(1);
        for (int size : new int[] {0, 1, 255, 256, 257, 3000}) {
            var state = state(size, random);
            var read = SnapshotCodec.decode(MAILBOX, SnapshotCodec.encode(MAILBOX, state));
            assertThat(read).isPresent();
            assertThat(rows(read.get())).isEqualTo(rows(state));
            assertThat(read.get().uidNext()).isEqualTo(state.uidNext());
            assertThat(read.get().highestModSequence()).isEqualTo(state.highestModSequence());
        }
    }

    @Test
    void whateverIsAnother_isThrownAway() {
        var random = new Random(2);
        byte[] octets = SnapshotCodec.encode(MAILBOX, state(300, random));
        assertThat(SnapshotCodec.decode(new MailboxId(78), octets)).isEmpty();
        for (int at = 0; at < octets.length; at += at < 60 ? 1 : 11) {
            byte[] damaged = octets.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(SnapshotCodec.decode(MAILBOX, damaged)).as("octet %d", at).isEmpty();
        }
        for (int length = 0; length < octets.length; length += 13) {
            assertThat(SnapshotCodec.decode(MAILBOX, Arrays.copyOf(octets, length))).isEmpty();
        }
    }
}
