package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MailboxViewTest {
    private final MailboxView view = new MailboxView();

    @Test
    void responses_keepTheNumbersRight() {
        told("* 3 EXISTS", "* 1 FETCH (UID 11 FLAGS (\\Seen))", "* 3 FETCH (FLAGS () UID 13)");
        assertThat(view.count()).isEqualTo(3);
        assertThat(view.knownUids()).containsExactly(11L, 13L);
        told("* 1 EXPUNGE", "* 4 EXISTS", "* 2 FETCH (UID 14)", "* 9 FETCH (UID 9)");
        assertThat(view.count()).isEqualTo(4);
        assertThat(view.knownUids()).containsExactly(14L);
    }

    @Test
    void otherResponses_changeNothing() {
        told("* OK [UIDNEXT 7]", "* FLAGS (\\Seen)", "* 0 RECENT", "* LIST () \"/\" \"5 EXISTS\"");
        assertThat(view.count()).isZero();
    }

    private void told(String... lines) {
        for (var line : lines) {
            view.untagged(line);
        }
    }
}
