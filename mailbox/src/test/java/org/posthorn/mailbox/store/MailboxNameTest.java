package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailboxNameTest {
    @Test
    void inbox_isOneName_whateverItsCase() {
        assertThat(new MailboxName("inBox")).isEqualTo(MailboxName.INBOX);
        assertThat(new MailboxName("inbox/Work").value()).isEqualTo("INBOX/Work");
        assertThat(new MailboxName("Work/inbox").value()).isEqualTo("Work/inbox");
        assertThat(new MailboxName("inboxes").isInbox()).isFalse();
    }

    @Test
    void name_isNormalized() {
        assertThat(new MailboxName("Entwu\u0308rfe")).isEqualTo(new MailboxName("Entw\u00FCrfe"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a/",
                "a//b",
                "a\r\nb",
                "a\u0000",
                "100%",
                "a*b",
                "a ",
                "a /b",
                "\uD800",
                "a\u0085b"
            })
    void name_thatCannotBe_isRefused(String text) {
        assertThatThrownBy(() -> new MailboxName(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mailbox name");
    }

    @Test
    void name_hasLimits() {
        assertThat(new MailboxName("\u4E00".repeat(1000)).value()).hasSize(1000);
        assertThatThrownBy(() -> new MailboxName("\u4E00".repeat(1001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailboxName("abcd/".repeat(200) + "e"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void name_knowsItsPlaceInTheTree() {
        var name = new MailboxName("a/b/c");
        assertThat(name.parent()).contains(new MailboxName("a/b"));
        assertThat(new MailboxName("a").parent()).isEmpty();
        assertThat(name.isBelow(new MailboxName("a"))).isTrue();
        assertThat(name.isBelow(name)).isFalse();
        assertThat(new MailboxName("ab").isBelow(new MailboxName("a"))).isFalse();
    }
}
