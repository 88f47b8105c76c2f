package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BaseSubjectTest {
    private static final String BLOB = "\\[[^\\[\\]]*\\] *";
    private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]+");
    private static final Pattern TRAILER = pattern("(\\(fwd\\)| )$");
    private static final Pattern LEADER =
            pattern("^((" + BLOB + ")*(re|fwd?) *(" + BLOB + ")?:| )");
    private static final Pattern FIRST_BLOB = pattern("^" + BLOB + "(?=.)");
    private static final Pattern WRAPPED = pattern("^\\[fwd:(.*)\\]$");

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /// The steps of RFC 5256 section 2.1 one by one, as slow as they are written.
    private static BaseSubject stepByStep(String subject) {
        String text = BLANKS.matcher(subject).replaceAll(" ");
        boolean marked = false;
        while (true) {
            for (var m = TRAILER.matcher(text); m.find(); m = TRAILER.matcher(text)) {
                marked |= !m.group().isBlank();
                text = text.substring(0, m.start());
            }
            boolean found = true;
            while (found) {
                found = false;
                for (var m = LEADER.matcher(text); m.find(); m = LEADER.matcher(text)) {
                    marked |= !m.group().isBlank();
                    text = text.substring(m.end());
                    found = true;
                }
                var blob = FIRST_BLOB.matcher(text);
                if (blob.find()) {
                    text = text.substring(blob.end());
                    found = true;
                }
            }
            var wrapped = WRAPPED.matcher(text);
            if (!wrapped.find()) {
                return new BaseSubject(text, marked);
            }
            marked = true;
            text = wrapped.group(1);
        }
    }

    @Test
    void anySubject_givesWhatTheStepsOfTheRfcGive() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        String[] pieces = {
            "re",
            "Re:",
            "RE",
            "fw",
            "Fwd:",
            "fwd",
            ":",
            "[",
            "]",
            "[fwd:",
            "[Fwd: ",
            "(fwd)",
            "(FWD)",
            "[a]",
            "[]",
            " ",
            "\t",
            "x",
            "hello",
            "(",
            ")",
            "\u0130",
            "\u00DF",
            "\uD83D\uDE00"
        };
        for (int i = 0; i < 200_000; i++) {
            var subject = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                subject.append(pieces[random.nextInt(pieces.length)]);
            }
            String text = subject.toString();
            assertThat(BaseSubject.of(text)).as("<%s>", text).isEqualTo(stepByStep(text));
        }
    }

    /// What grows with the square of these would take hours, not seconds.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Re: ",
                "[a]",
                "[a] [b] re:",
                "[fwd: ",
                "[fwd:[a]",
                "[",
                "re[",
                "re[a",
                " (fwd)",
                "Re [a] ",
                "[a]re "
            })
    @Timeout(60)
    void aHundredThousandOfAnything_areLookedAtOnce(String piece) {
        String subject = piece.repeat(100_000) + "x";
        assertThat(BaseSubject.of(subject).text()).endsWith("x");
        assertThat(BaseSubject.of(subject + "]".repeat(100_000)).text()).isNotEmpty();
    }
}
