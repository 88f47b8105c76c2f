package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.body.SpooledBody;

public abstract class ContentContract extends StoreContract {
    private static byte[] octets(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    private Uid append(Mailbox mailbox, byte[] octets) {
        try (var body = store().newBody()) {
            body.write(octets);
            assertThat(body.size()).isEqualTo(octets.length);
            return mailbox.append(List.of(new NewMessage(body, Flags.NONE, NOON)))
                    .uids()
                    .getFirst();
        }
    }

    private static byte[] read(MessageContent content, long offset, long length)
            throws IOException {
        var out = new ByteArrayOutputStream();
        content.writeTo(out, offset, length);
        return out.toByteArray();
    }

    @Test
    void content_ofAnySize_comesBackOctetForOctet() throws IOException {
        int chunk = 32_000;
        var sizes =
                List.of(
                        0,
                        1,
                        chunk - 1,
                        chunk,
                        chunk + 1,
                        2 * chunk,
                        2 * chunk + 1,
                        3 * chunk,
                        64 * 1024,
                        64 * 1024 + 1,
                        SpooledBody.HEAP_OCTETS,
                        SpooledBody.HEAP_OCTETS + 1,
                        1_000_000);
        try (var mailbox = open("Archive")) {
            for (int size : sizes) {
                byte[] octets = octets(size);
                var content = mailbox.content(append(mailbox, octets)).orElseThrow();
                assertThat(content.size()).isEqualTo(size);
                assertThat(read(content, 0, Long.MAX_VALUE)).isEqualTo(octets);
                assertThat(content.open(0).readAllBytes()).isEqualTo(octets);
            }
            var all = new ArrayList<Long>();
            mailbox.contents(UidSet.ALL, (_, content) -> all.add(content.size()));
            assertThat(all).containsExactlyElementsOf(sizes.stream().map(Long::valueOf).toList());
        }
    }

    @Test
    void content_isReadFromAnyOffset() throws IOException {
        byte[] octets = octets(200_000);
        try (var mailbox = open("Archive")) {
            var content = mailbox.content(append(mailbox, octets)).orElseThrow();
            var random = new Random(7);
            for (int i = 0; i < 50; i++) {
                int offset = random.nextInt(octets.length);
                int length = random.nextInt(70_000);
                int end = Math.min(octets.length, offset + length);
                assertThat(read(content, offset, length))
                        .isEqualTo(Arrays.copyOfRange(octets, offset, end));
                assertThat(content.open(offset).readNBytes(length))
                        .isEqualTo(Arrays.copyOfRange(octets, offset, end));
            }
            assertThat(read(content, octets.length, 10)).isEmpty();
            assertThat(read(content, octets.length + 10, 10)).isEmpty();
            assertThat(content.open(octets.length + 10).read()).isEqualTo(-1);
        }
    }

    @Test
    void content_withADeliveryHeader_isReadAcrossItsEnd() throws IOException {
        String large = message("one") + "x".repeat(150_000);
        for (String text : List.of(message("one"), large)) {
            deliver(text, alice);
            try (var inbox = open("INBOX")) {
                Uid uid = inbox.state().uid(inbox.state().size() - 1);
                var content = inbox.content(uid).orElseThrow();
                String whole = header(alice) + text;
                assertThat(content.size()).isEqualTo(whole.length());
                int middle = header(alice).length();
                assertThat(new String(read(content, middle - 5, 10), StandardCharsets.UTF_8))
                        .isEqualTo(whole.substring(middle - 5, middle + 5));
                assertThat(text(content)).isEqualTo(whole);
            }
        }
    }

    @Test
    void content_staysReadable_whenItsMessageIsExpunged() throws IOException {
        byte[] small = octets(1000);
        byte[] large = octets(300_000);
        try (var mailbox = open("Archive")) {
            var smallContent = mailbox.content(append(mailbox, small)).orElseThrow();
            var largeContent = mailbox.content(append(mailbox, large)).orElseThrow();
            mailbox.expunge(UidSet.ALL);

            assertThat(mailbox.content(new Uid(1))).isEmpty();
            assertThat(mailbox.content(new Uid(2))).isEmpty();
            assertThat(read(smallContent, 0, 1000)).isEqualTo(small);
            assertThat(read(largeContent, 0, 300_000)).isEqualTo(large);
            fixture.sweep();
            assertThat(read(largeContent, 0, 300_000)).isEqualTo(large);
            assertThat(fixture.bodyCount()).isZero();
        }
    }

    @Test
    void contents_leavesOutWhatIsExpunged_andKeepsTheOrder() {
        try (var mailbox = open("Archive")) {
            fill(mailbox, 150);
            mailbox.expunge(UidSet.ofAscending(3, 70, 71));
            var uids = new ArrayList<Long>();
            mailbox.contents(
                    UidSet.ALL,
                    (uid, content) -> {
                        uids.add(uid.value());
                        assertThat(text(content)).isEqualTo(message(uid.toString()));
                    });
            assertThat(uids).hasSize(147).isSorted().doesNotContain(3L, 70L, 71L);
        }
    }

    @Test
    void incomingBody_canBeOpenedSeveralTimes() throws IOException {
        byte[] octets = octets(100_000);
        try (var body = store().newBody()) {
            body.write(octets, 0, 40_000);
            body.write(octets, 40_000, 60_000);
            assertThat(body.open().readAllBytes()).isEqualTo(octets);
            assertThat(body.open().readAllBytes()).isEqualTo(octets);
        }
    }
}
