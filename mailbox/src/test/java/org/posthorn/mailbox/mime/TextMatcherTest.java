package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TextMatcherTest {
    private static boolean matches(String needle, String text) {
        var matcher = new TextMatcher(needle);
        boolean inText = matcher.isIn(text);
        assertThat(inCharacters(matcher, text)).isEqualTo(inText);
        return inText;
    }

    /// The same with each character for a piece.
    private static boolean inCharacters(TextMatcher matcher, String text) {
        var scan = new TextScan(List.of(matcher));
        boolean found = !scan.add(new char[0], 0).isEmpty();
        for (int i = 0; i < text.length(); i++) {
            found |= !scan.add(new char[] {text.charAt(i)}, 1).isEmpty();
        }
        return found;
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
    void matchAtAChunksEdge_isFound() {
        for (int ahead = 4050; ahead < 4100; ahead++) {
            assertThat(new TextMatcher("needle").isIn("n".repeat(ahead) + "needle")).isTrue();
            assertThat(new TextMatcher("needle").isIn("ﷺ".repeat(ahead) + "needle")).isTrue();
        }
    }

    @Test
    void severalNeedles_areEachFoundOnce_inOnePass() {
        var one = new TextMatcher("one");
        var two = new TextMatcher("two");
        var none = new TextMatcher("none");
        var scan = new TextScan(List.of(none, two, one));
        assertThat(scan.add("ONE, on".toCharArray(), 7)).containsExactly(one);
        assertThat(scan.add("e and tw".toCharArray(), 8)).isEmpty();
        assertThat(scan.openCount()).isEqualTo(2);
        assertThat(scan.add("o".toCharArray(), 1)).containsExactly(two);
        assertThat(scan.isOver()).isFalse();
    }

    /// A search that began anew at each character would need a million million steps.
    @Test
    @Timeout(30)
    void needleThatAlmostMatchesEverywhere_takesNoLongerThanAnother() {
        String text = "a".repeat(2_000_000);
        assertThat(new TextMatcher("a".repeat(1_000_000) + "b").isIn(text)).isFalse();
        assertThat(new TextMatcher("b" + "a".repeat(1_000_000)).isIn(text)).isFalse();
        assertThat(new TextMatcher("a".repeat(1_000_000)).isIn(text)).isTrue();
    }
}
