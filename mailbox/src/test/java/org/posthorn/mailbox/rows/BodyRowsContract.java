package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.rows.BodyRows.Size;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.StoreException;

public abstract class BodyRowsContract extends RowsContract {
    private static final String TEXT = "Subject: x\r\n\r\nHello.\r\n";

    private BodyId newBody(String text, int references) {
        BodyId body = one().newBodyId();
        change(tx -> tx.bodies().insert(body, examined(text), references));
        return body;
    }

    private byte[] chunk(BodyId body, int number) {
        return read(tx -> tx.bodies().chunk(body, number));
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
        return read(tx -> tx.bodies().parsed(List.of(bodies)));
    }

    private static String large(int octets) {
        return TEXT + "x".repeat(octets - TEXT.length() - 3) + "yz!";
    }

    @Test
    void body_isReadInChunks_andEmptyBehindItsEnd() {
        String text = large(2 * BodyRows.CHUNK_OCTETS + 7);
        BodyId body = newBody(text, 1);
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            int start = i * BodyRows.CHUNK_OCTETS;
            int end = Math.min(octets.length, start + BodyRows.CHUNK_OCTETS);
            assertThat(chunk(body, i)).isEqualTo(Arrays.copyOfRange(octets, start, end));
        }
        assertThat(chunk(body, 3)).isEmpty();
        BodyId even = newBody(large(BodyRows.CHUNK_OCTETS), 1);
        assertThat(chunk(even, 0)).hasSize(BodyRows.CHUNK_OCTETS);
        assertThat(chunk(even, 1)).isEmpty();
        assertThat(chunk(one().newBodyId(), 0)).isEmpty();
    }

    @Test
    void prologue_standsBeforeTheBody_andCountsWithIt() {
        BodyId body = one().newBodyId();
        var examined = examined(TEXT).withPrologue("Received: by ü\r\n");
        change(tx -> tx.bodies().insert(body, examined, 1));
        assertThat(new String(chunk(body, 0), StandardCharsets.UTF_8))
                .isEqualTo("Received: by ü\r\n" + TEXT);
        verify(tx ->
                assertThat(tx.bodies().after(body.value() - 1, 1))
                        .containsExactly(new Size(body, TEXT.length() + 17)));
        assertThat(parsed(body).get(body)).isEqualTo(examined.encoded());
    }

    @Test
    void firstChunksAndWhatWasComputed_areThoseOfTheBodiesThatAreThere() {
        var bodies = new ArrayList<BodyId>();
        for (int i = 0; i < 70; i++) {
            bodies.add(newBody(TEXT + i, 1));
        }
        BodyId missing = one().newBodyId();
        var asked = new ArrayList<>(bodies);
        asked.add(missing);
        asked.add(bodies.getFirst());
        var first = read(tx -> tx.bodies().firstChunks(asked));
        var computed = read(tx -> tx.bodies().parsed(asked));
        assertThat(first.keySet()).containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(computed.keySet()).containsExactlyInAnyOrderElementsOf(bodies);
        for (int i = 0; i < bodies.size(); i++) {
            String text = TEXT + i;
            assertThat(first.get(bodies.get(i))).asString().isEqualTo(text);
            assertThat(computed.get(bodies.get(i))).isEqualTo(examined(text).encoded());
        }
        verify(tx -> assertThat(tx.bodies().parsed(List.of())).isEmpty());
    }

    /// Sizes around those at which what was computed takes one place more.
    @Test
    void whatWasComputed_isReplaced_whateverItsSize() {
        BodyId body = newBody(TEXT, 1);
        BodyId beside = newBody(TEXT, 1);
        byte[] ofBeside = parsed(beside).get(beside);
        var random = new Random(1);
        int full = BodyRows.CHUNK_OCTETS;
        for (int size : new int[] {10, full - 1, full, 3 * full, full + 1, 2 * full, 5}) {
            byte[] octets = new byte[size];
            random.nextBytes(octets);
            change(tx -> tx.bodies().setParsed(body, octets));
            assertThat(parsed(body).get(body)).as("%d octets", size).isEqualTo(octets);
            assertThat(chunk(body, 0)).asString().isEqualTo(TEXT);
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
        assertThat(chunk(second, 2)).isNotEmpty();

        change(tx -> tx.bodies().delete(List.of(second, first)));

        assertThat(retired(31, 10)).containsExactly(third);
        for (BodyId gone : List.of(first, second)) {
            assertThat(chunk(gone, 0)).isEmpty();
            assertThat(chunk(gone, 2)).isEmpty();
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
