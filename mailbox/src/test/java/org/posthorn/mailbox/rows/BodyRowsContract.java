package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.body.Examination;
import org.posthorn.mailbox.body.WholeBody;
import org.posthorn.mailbox.rows.BodyRows.Size;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.StoreException;

public abstract class BodyRowsContract extends RowsContract {
    private static final String TEXT = "Subject: x\r\n\r\nHello.\r\n";

    private BodyId newBody(String text, int references) {
        return newBody(examined(text), references);
    }

    private BodyId newBody(ExaminedMessage message, int references) {
        BodyId body = one().newBodyId();
        try (var kept = kept(body, message)) {
            change(tx -> tx.bodies().insert(kept, references));
        }
        return body;
    }

    private byte[] inParts(BodyId body, int size) {
        var open = one().octets().open(body).orElseThrow();
        var all = new ByteArrayOutputStream();
        while (all.size() < size) {
            all.writeBytes(open.from(all.size()));
        }
        return all.toByteArray();
    }

    private List<BodyId> release(BodyId... bodies) {
        return changed(tx -> tx.bodies().releaseReferences(List.of(bodies)));
    }

    private void retire(long secondsAfterNoon, BodyId... bodies) {
        change(tx -> tx.bodies().retire(List.of(bodies), NOON.plusSeconds(secondsAfterNoon)));
    }

    private List<BodyId> retired(long secondsAfterNoon, int most) {
        return read(tx -> tx.bodies().retired(NOON.plusSeconds(secondsAfterNoon), most));
    }

    private Map<BodyId, byte[]> parsed(BodyId... bodies) {
        return one().octets().computed(List.of(bodies));
    }

    private static String large(int octets) {
        return TEXT + "x".repeat(octets - TEXT.length() - 3) + "yz!";
    }

    /// Sizes around those at which a body goes to another place, or has another part; of octets
    /// that shrink and of such that do not.
    @Test
    void body_isReadWholeAndInParts_fromAnyOffset_whateverItsSize() {
        var random = new Random(7);
        for (int size :
                new int[] {
                    0, 1, 1799, 1800, 1801, 8192, 8193, 32_000, 32_001, 70_000, 131_072, 131_073,
                    700_000
                }) {
            for (boolean shrinks : new boolean[] {true, false}) {
                byte[] octets = new byte[size];
                if (!shrinks) {
                    random.nextBytes(octets);
                }
                BodyId body = newBody(Examination.of(new WholeBody(octets)), 1);
                assertThat(octets(body)).as("%d, %s", size, shrinks).isEqualTo(octets);
                assertThat(inParts(body, size)).isEqualTo(octets);
                for (int i = 0; i < 10 && size > 0; i++) {
                    int offset = random.nextInt(size);
                    byte[] part = one().octets().open(body).orElseThrow().from(offset);
                    assertThat(part)
                            .isNotEmpty()
                            .isEqualTo(Arrays.copyOfRange(octets, offset, offset + part.length));
                }
            }
        }
        assertThat(one().octets().open(one().newBodyId())).isEmpty();
    }

    /// Headers of many fields and parts of many parts make what is computed long.
    @Test
    void whatWasComputed_isReadAsItWasMade_howeverLong() {
        for (int parts : new int[] {1, 10, 200, 900}) {
            var text = new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
            for (int i = 0; i < parts; i++) {
                text.append("--b\r\nContent-Type: text/x-").append(i).append("\r\n\r\nx\r\n");
            }
            var message = examined(text + "--b--\r\n");
            BodyId body = newBody(message, 1);
            assertThat(parsed(body).get(body)).isEqualTo(message.encoded());
            assertThat(octets(body)).asString().isEqualTo(text + "--b--\r\n");
        }
    }

    @Test
    void prologue_standsBeforeTheBody_andCountsWithIt() {
        for (String rest : List.of("", "x".repeat(100_000))) {
            var message = examined(TEXT + rest).withPrologue("Received: by ü\r\n");
            BodyId body = newBody(message, 1);
            assertThat(new String(octets(body), StandardCharsets.UTF_8))
                    .isEqualTo("Received: by ü\r\n" + TEXT + rest);
            verify(tx ->
                    assertThat(tx.bodies().after(body.value() - 1, 1))
                            .containsExactly(new Size(body, TEXT.length() + rest.length() + 17)));
            assertThat(parsed(body).get(body)).isEqualTo(message.encoded());
        }
    }

    @Test
    void wholeOnesAndWhatWasComputed_areThoseOfTheBodiesThatAreThere() {
        var bodies = new ArrayList<BodyId>();
        for (int i = 0; i < 70; i++) {
            bodies.add(newBody(TEXT + i, 1));
        }
        BodyId missing = one().newBodyId();
        var asked = new ArrayList<>(bodies);
        asked.add(missing);
        asked.add(bodies.getFirst());
        var whole = one().octets().whole(asked);
        var computed = one().octets().computed(asked);
        assertThat(whole.keySet()).containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(computed.keySet()).containsExactlyInAnyOrderElementsOf(bodies);
        for (int i = 0; i < bodies.size(); i++) {
            String text = TEXT + i;
            assertThat(whole.get(bodies.get(i))).asString().isEqualTo(text);
            assertThat(computed.get(bodies.get(i))).isEqualTo(examined(text).encoded());
        }
        assertThat(one().octets().computed(List.of())).isEmpty();
    }

    @Test
    void bodyThatIsKeptAndNotInserted_isNotThere() {
        BodyId body = one().newBodyId();
        kept(body, examined(large(5000))).close();
        assertThat(one().octets().open(body)).isEmpty();
        assertThat(parsed(body)).isEmpty();
    }

    /// Sizes around those at which what was computed takes one place more.
    @Test
    void whatWasComputed_isReplaced_whateverItsSize() {
        BodyId body = newBody(TEXT, 1);
        BodyId beside = newBody(TEXT, 1);
        byte[] ofBeside = parsed(beside).get(beside);
        var random = new Random(1);
        int full = 32_000;
        for (int size : new int[] {10, full - 1, full, 3 * full, full + 1, 2 * full, 5}) {
            byte[] octets = new byte[size];
            random.nextBytes(octets);
            change(tx -> tx.bodies().setParsed(body, octets));
            assertThat(parsed(body).get(body)).as("%d octets", size).isEqualTo(octets);
            assertThat(octets(body)).asString().isEqualTo(TEXT);
        }
        assertThat(parsed(beside).get(beside)).isEqualTo(ofBeside);
        BodyId missing = one().newBodyId();
        change(tx -> tx.bodies().setParsed(missing, new byte[3 * full]));
        assertThat(parsed(missing)).isEmpty();
    }

    @Test
    void references_areCounted_andWhoTakesTheLastIsTold_once() {
        BodyId single = newBody(TEXT, 1);
        BodyId shared = newBody(TEXT, 3);
        change(tx -> tx.bodies().addReferences(List.of(shared, single, shared)));
        assertThat(release(single, shared)).isEmpty();
        assertThat(release(shared, single, shared)).containsExactly(single);
        assertThat(release(shared, shared)).containsExactly(shared);
    }

    @Test
    void references_ofABodyThatHasNone_areRefused() {
        BodyId body = newBody(TEXT, 1);
        assertThat(release(body)).containsExactly(body);
        assertThatThrownBy(() -> change(tx -> tx.bodies().addReferences(List.of(body))))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(
                        () -> change(tx -> tx.bodies().addReferences(List.of(one().newBodyId()))))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void lastReference_isTakenByOne_whenManyLetGoAtOnce() throws Exception {
        BodyId body = newBody(TEXT, 8);
        var all = new ArrayList<Callable<List<BodyId>>>();
        for (int i = 0; i < 8; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            all.add(() -> side.inTransaction(tx -> tx.bodies().releaseReferences(List.of(body))));
        }
        assertThat(together(all).stream().flatMap(List::stream)).containsExactly(body);
    }

    @Test
    void retired_areThoseFromBeforeAMoment_theOldestFirst_andReadableUntilTheyAreDeleted() {
        BodyId first = newBody(TEXT, 1);
        BodyId second = newBody(large(70_000), 1);
        BodyId third = newBody(TEXT, 1);
        BodyId inUse = newBody(TEXT, 1);
        release(first, second, third);
        retire(30, third);
        retire(10, second);
        retire(20, first);
        assertThat(retired(30, 10)).containsExactly(second, first);
        assertThat(retired(31, 10)).containsExactly(second, first, third);
        assertThat(retired(31, 1)).containsExactly(second);
        assertThat(octets(second)).hasSize(70_000);

        one().octets().delete(List.of(second, first));

        assertThat(retired(31, 10)).containsExactly(third);
        for (BodyId gone : List.of(first, second)) {
            assertThat(octets(gone)).isEmpty();
            assertThat(parsed(gone)).isEmpty();
        }
        verify(tx ->
                assertThat(tx.bodies().after(0, 10))
                        .containsExactly(
                                new Size(third, TEXT.length()), new Size(inUse, TEXT.length())));
    }

    @Test
    void after_goesThroughAllById() {
        BodyId first = newBody("a", 1);
        BodyId second = newBody("bc", 1);
        BodyId third = newBody("def", 1);
        verify(tx ->
                assertThat(tx.bodies().after(0, 2))
                        .containsExactly(new Size(first, 1), new Size(second, 2)));
        verify(tx ->
                assertThat(tx.bodies().after(second.value(), 2))
                        .containsExactly(new Size(third, 3)));
    }
}
