package org.posthorn.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SentDateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 21 Nov 1997 09:55:06 -0600 | 1997-11-21",
                "21 Nov 97 09:55:06 GMT | 1997-11-21",
                "1 Jan 2026 23:59:59 -1200 | 2026-01-01",
                "Thu,  3  February 2005 10:00 | 2005-02-03",
                "Tue, 1 Jul 103 10:00:00 +0000 | 2003-07-01"
            })
    void date_isTheSendersDay(String text, LocalDate day) {
        assertThat(SentDate.parse(text)).contains(day);
    }

    @Test
    void nonsense_isNoDate() {
        assertThat(SentDate.parse("yesterday")).isEmpty();
        assertThat(SentDate.parse("31 Feb 2020")).isEmpty();
        assertThat(SentDate.parse("1 Foo 2020")).isEmpty();
    }
}
