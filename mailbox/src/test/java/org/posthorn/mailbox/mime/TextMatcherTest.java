package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextMatcherTest {
    private static boolean matches(String needle, String text) {
        var matcher = new TextMatcher(needle);
        boolean inText = matcher.isIn(text);
        try {
            assertThat(matcher.isIn(new StringReader(text))).isEqualTo(inText);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return inText;
    }

    @Test
    void caseAndAccentsWrittenApart_areEqual() {
        assertThat(matches("HELLO", "well, hello there")).isTrue();
        assertThat(matches("zürich", "ZU\u0308RICH")).isTrue();
        assertThat(matches("мир", "ПРИВЕТ, МИР")).isTrue();
        assertThat(matches("ａbc", "xABCx")).isTrue();
        assertThat(matches("\uD801\uDC28", "x\uD801\uDC00")).isTrue();
        assertThat(matches("한", "한국")).isTrue();
        assertThat(matches("하", "한국")).isFalse();
        assertThat(matches("hello", "hell o")).isFalse();
    }

    @Test
    void emptyNeedle_isEverywhere() {
        assertThat(matches("", "")).isTrue();
        assertThat(matches("", "x")).isTrue();
        assertThat(matches("x", "")).isFalse();
    }

    @Test
    void loneSurrogates_doNotDisturb() {
        assertThat(matches("x", "\uDC00\uD800x\uD800")).isTrue();
        assertThat(matches("\uD800", "abc")).isFalse();
    }

    @Test
    void randomTexts_areSearchedAsIndexOfDoes() {
        var random = new Random(10);
        for (int i = 0; i < 20_000; i++) {
            String needle = random(random, 1 + random.nextInt(6));
            String text = random(random, random.nextInt(40));
            assertThat(matches(needle, text))
                    .as("%s in %s", needle, text)
                    .isEqualTo(UnicodeCasemap.of(text).contains(UnicodeCasemap.of(needle)));
        }
    }

    private static String random(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abAä".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    @Test
    void matchAtAChunksEdge_isFound() throws IOException {
        for (int ahead = 4090; ahead < 4100; ahead++) {
            assertThat(
                            new TextMatcher("needle")
                                    .isIn(new StringReader("n".repeat(ahead) + "needle")))
                    .isTrue();
        }
    }

    @Test
    void endlessText_isReadToTheFirstMatchOnly() throws IOException {
        var endless =
                new Reader() {
                    @Override
                    public int read(char[] target, int offset, int length) {
                        java.util.Arrays.fill(target, offset, offset + length, 'a');
                        return length;
                    }

                    @Override
                    public void close() {}
                };
        assertThat(new TextMatcher("A".repeat(5000)).isIn(endless)).isTrue();
    }
}
