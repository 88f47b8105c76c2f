package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.bench.SizeClass.Shape;

final class CorpusTest {
    private static final int SAMPLE = 4000;

    @ParameterizedTest
    @ValueSource(ints = {2048, 4096, 30_720, 307_200, 5_242_880})
    void message_isOfAboutThatSizeAndFitForData(int sizeOctets) {
        var corpus = Corpus.ofAbout(sizeOctets);
        for (int i = 0; i < 20; i++) {
            var text = text(corpus, i);
            assertThat(text.length()).isBetween(sizeOctets * 9 / 10, sizeOctets * 11 / 10);
            assertThat(text).endsWith("\r\n").doesNotContain("\n.");
            assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
            assertThat(text.lines()).allMatch(line -> line.length() < 998);
        }
    }

    @Test
    void sameNumber_givesTheSameOctets() {
        var corpus = Corpus.asSentUpTo(SizeClass.LARGEST_OCTETS);
        for (int i = 0; i < 50; i++) {
            assertThat(Corpus.asSentUpTo(SizeClass.LARGEST_OCTETS).message(i))
                    .isEqualTo(corpus.message(i));
        }
        // What is published is measured with these octets: who changes them says so there.
        int hash = 0;
        for (int i = 0; i < 200; i++) {
            hash = 31 * hash + Arrays.hashCode(corpus.message(i));
        }
        assertThat(hash).isEqualTo(-775_662_798);
    }

    /// Long runs of octets tell more than whole bodies, which differ if they differ anywhere.
    @Test
    void noContent_occursTwice() {
        var seen = new HashSet<String>();
        for (var corpus : new Corpus[] {Corpus.ofAbout(4096), Corpus.ofAbout(30_720)}) {
            for (int i = 0; i < 300; i++) {
                var text = text(corpus, i);
                var body = text.substring(text.indexOf("\r\n\r\n") + 4);
                body.lines()
                        .filter(line -> line.length() > 60 && !line.startsWith("<"))
                        .filter(line -> !line.startsWith("Content-"))
                        .forEach(line -> assertThat(seen.add(line)).as(line).isTrue());
            }
        }
        assertThat(seen).hasSizeGreaterThan(50_000);
    }

    @Test
    void sizesAndShapes_haveTheirPublishedShares() {
        var corpus = Corpus.asSentUpTo(SizeClass.LARGEST_OCTETS);
        Map<SizeClass, Integer> sizes = new EnumMap<>(SizeClass.class);
        Map<SizeClass, Map<Shape, Integer>> shapes = new EnumMap<>(SizeClass.class);
        double octets = 0;
        for (int i = 0; i < SAMPLE; i++) {
            int size = corpus.sizeOctets(i);
            octets += size;
            sizes.merge(SizeClass.of(size), 1, Integer::sum);
            shapes.computeIfAbsent(SizeClass.of(size), _ -> new EnumMap<>(Shape.class))
                    .merge(corpus.shape(i), 1, Integer::sum);
        }
        assertThat(octets / SAMPLE / 1024).isCloseTo(105, within(15.0));
        for (var size : SizeClass.values()) {
            int count = sizes.getOrDefault(size, 0);
            assertThat(100.0 * count / SAMPLE).as("%s", size).isCloseTo(size.percent, within(2.5));
            for (var shape : Shape.values()) {
                int some = shapes.getOrDefault(size, Map.of()).getOrDefault(shape, 0);
                assertThat(100.0 * some / count)
                        .as("%s of %s", shape, size)
                        .isCloseTo(size.percentOf(shape), within(6.0));
            }
        }
    }

    @Test
    void largestSize_isNeverExceededByMuch() {
        var corpus = Corpus.asSentUpTo(300 * 1024);
        for (int i = 0; i < 500; i++) {
            assertThat(corpus.message(i).length).isBetween(1000, 301 * 1024);
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void compression_isWhatSuchMailHas(Shape shape) {
        var corpus = Corpus.ofAbout(30_720);
        double plain = 0;
        double deflated = 0;
        for (int i = 0; i < 100; i++) {
            if (corpus.shape(i) == shape) {
                byte[] message = corpus.message(i);
                plain += message.length;
                deflated += deflatedOctets(message);
            }
        }
        double ratio = plain / deflated;
        switch (shape) {
            case TEXT -> assertThat(ratio).isBetween(2.0, 3.0);
            case HTML -> assertThat(ratio).isBetween(2.5, 4.5);
            // Base64 keeps six of its eight bits.
            case ATTACHMENT -> assertThat(ratio).isBetween(1.3, 1.4);
        }
    }

    private static int deflatedOctets(byte[] octets) {
        var deflater = new Deflater();
        deflater.setInput(octets);
        deflater.finish();
        int length = deflater.deflate(new byte[octets.length + 1000]);
        deflater.end();
        return length;
    }

    private static String text(Corpus corpus, long number) {
        return new String(corpus.message(number), StandardCharsets.US_ASCII);
    }
}
