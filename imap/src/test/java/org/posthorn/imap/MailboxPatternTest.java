package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mailbox.store.MailboxName;

final class MailboxPatternTest {
    @ParameterizedTest
    @CsvSource({
        "*, a/b/c, true",
        "%, a, true",
        "%, a/b, false",
        "%/%, a/b, true",
        "a*c, a/b/c, true",
        "a%c, a/b/c, false",
        "a%c, abc, true",
        "a/%, a/b, true",
        "a/%, a/b/c, false",
        "a/*, a, false",
        "inbox, INBOX, true",
        "InB%, INBOX, true",
        "inbox/*, INBOX/Sub, true",
        "inbox/sub, INBOX/Sub, false",
        "inboxes, INBOX, false",
        "A, a, false",
        "%%%, abc, true",
        "*%, a/b, true"
    })
    void pattern_matchesByWildcards(String pattern, String name, boolean matches) {
        assertThat(new MailboxPattern("", pattern).matches(new MailboxName(name)))
                .isEqualTo(matches);
    }

    @Test
    void reference_standsBeforeThePattern() {
        var pattern = new MailboxPattern("Work/", "%");
        assertThat(pattern.matches(new MailboxName("Work/A"))).isTrue();
        assertThat(pattern.matches(new MailboxName("Other/A"))).isFalse();
    }

    @Test
    void manyWildcards_takeNoLonger() {
        var pattern = new MailboxPattern("", "*a".repeat(400) + "b");
        var name = new MailboxName(("a".repeat(200) + "/").repeat(4) + "a");
        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(pattern.matches(name)).isFalse());
    }
}
