package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
    /// The examples of RFC 8265 section 4.3.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "Correct Horse Battery Staple",
                "πßå",
                "Jack of ♦s",
                "foo bar",
                "👩‍👩‍👧 family",
            })
    void flaw_ofTheRfcsPasswords_isNone(String text) {
        assertThat(new Password(text).flaw()).isEmpty();
        assertThat(new Password(text).text()).isEqualTo(text);
    }

    @Test
    void spaces_areAllTheSame() {
        assertThat(new Password("foo\u1680bar").text()).isEqualTo("foo bar");
    }

    @Test
    void accents_areComposed() {
        assertThat(new Password("u\u0308").text()).isEqualTo("ü");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "my cat is a \u0009by",
                "a\u0000",
                "a\n",
                "a\ud800",
                "a\uffff",
                "a\u202e"
            })
    void flaw_ofWhatNobodyCanType_isNamed(String text) {
        assertThat(new Password(text).flaw()).isPresent();
    }

    @Test
    void flaw_ofMoreThan1024Octets_isNamed() {
        assertThat(new Password("ü".repeat(512)).flaw()).isEmpty();
        assertThat(new Password("ü".repeat(513)).flaw())
                .contains("The password is longer than 1024 octets.");
    }

    @Test
    void toString_hidesThePassword() {
        assertThat(new Password("secret")).asString().doesNotContain("secret");
    }
}
