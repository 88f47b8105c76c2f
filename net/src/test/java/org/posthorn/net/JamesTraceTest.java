package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JamesTraceTest {

    @Test
    void secrets_areMasked() {
        assertThat(JamesTrace.masked("PASS two words")).isEqualTo("PASS ***");
        assertThat(JamesTrace.masked("auth plain AGEAYg==")).isEqualTo("auth plain ***");
        assertThat(JamesTrace.masked("AUTH  LOGIN YQ== x")).isEqualTo("AUTH  LOGIN ***");
    }

    @Test
    void otherLines_areShown() {
        assertThat(JamesTrace.masked("MAIL FROM:<a@b.example>"))
                .isEqualTo("MAIL FROM:<a@b.example>");
        assertThat(JamesTrace.masked("AUTH PLAIN")).isEqualTo("AUTH PLAIN");
        assertThat(JamesTrace.masked("PASSWORD")).isEqualTo("PASSWORD");
    }
}
