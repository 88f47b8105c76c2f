package org.posthorn.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XtextTest {
    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "a+2Bb+3Dc, a+b=c",
        "a+2bc, a+2bc",
        "a+, a+",
        "a+0D+0Ab, a+0D+0Ab",
        "a+E4, a+E4",
        "a+20b, a b"
    })
    void xtext_isDecodedToPrintableAscii(String xtext, String expected) {
        assertThat(Xtext.decode(xtext)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rfc822;bob+2Bold@example.net | rfc822; bob+old@example.net",
                "RFC822; bob@example.net | RFC822; bob@example.net",
                "x400;/a+3Db | x400; /a=b",
                "utf-8;b\\x{F6}b@example.net | utf-8; b\\x{F6}b@example.net",
                "utf-8;b\u00f6b@example.net | utf-8; b\\x{F6}b@example.net",
                "bob@example.net | unknown; bob@example.net"
            })
    void originalRecipient_isShownInAscii(String orcpt, String expected) {
        assertThat(Xtext.originalRecipient(orcpt, false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "utf-8;b\\x{F6}b@x, utf-8; b\u00f6b@x",
        "utf-8;b\\x{0D}b@x, utf-8; b\\x{0D}b@x",
        "utf-8;b\\x{D800}b@x, utf-8; b\\x{D800}b@x",
        "utf-8;b\\x{FFFFFF}b@x, utf-8; b\\x{FFFFFF}b@x",
        "utf-8;\\x{1F600}\\x{5C}@x, utf-8; \ud83d\ude00\\@x"
    })
    void originalRecipient_isShownInUtf8(String orcpt, String expected) {
        assertThat(Xtext.originalRecipient(orcpt, true)).isEqualTo(expected);
    }
}
