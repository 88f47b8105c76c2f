package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageIdsTest {
    /// RFC 5256 section 3: the same, however it is quoted.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "<\"01KF8JCEOCBS0045PS\"@xxx.yyy.com>|01KF8JCEOCBS0045PS@xxx.yyy.com",
                "<01KF8JCEOCBS0045PS@xxx.yyy.com>|01KF8JCEOCBS0045PS@xxx.yyy.com",
                "<\"a\\\"b\\c\"@x>|a\"bc@x",
                "<\"a b\"@x>|a b@x",
                "< a @ x >|a@x",
                "junk <a <b@x>|b@x",
                "<> <b@x>|b@x",
                "<Case@X>|Case@X",
                "<\"never closed@x>|never closed@x"
            })
    void id_isNormal(String field, String id) {
        assertThat(MessageIds.all(field)).containsExactly(id);
        assertThat(MessageIds.first(field)).isEqualTo(id);
    }

    @Test
    void nothingInBrackets_isNoId() {
        for (String field :
                new String[] {"", "a@x", "<a@x", "a@x>", "<>", "< >", "<\"\">", ">><<"}) {
            assertThat(MessageIds.all(field)).as(field).isEmpty();
            assertThat(MessageIds.first(field)).as(field).isNull();
        }
        assertThat(MessageIds.first(null)).isNull();
    }

    @Test
    void longIds_takeNoMoreThanTheirBound_andTheFirstAndTheLastAreKept() {
        String field =
                IntStream.range(0, 200)
                        .mapToObj(i -> "<" + i + "-" + "y".repeat(5000) + ">")
                        .collect(Collectors.joining(" "));
        var ids = MessageIds.all(field);
        assertThat(ids).allMatch(id -> id.length() <= 1000);
        assertThat(ids.stream().mapToInt(String::length).sum()).isBetween(7000, 8 * 1024);
        assertThat(ids.getFirst()).startsWith("0-");
        assertThat(ids.getLast()).startsWith("199-");
    }
}
