package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static String preview(String message) throws IOException {
        return MessageParserTest.parse(message.getBytes(StandardCharsets.UTF_8)).preview();
    }

    private static String alternative(String plain, String html) {
        return MessageParserTest.crlf(
                """
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/html

                %s
                --b
                Content-Type: text/plain

                %s
                --b--
                """
                        .formatted(html, plain));
    }

    @Test
    void blanks_areCollapsedAndControlsRemoved() throws IOException {
        assertThat(
                        preview(
                                "Subject: x\r\n\r\n \t one\r\n\r\n\u00a0two\u0007\u200b three\u202e \r\n"))
                .isEqualTo("one two three");
    }

    @Test
    void longText_endsAfterTwoHundredCharacters() throws IOException {
        String preview =
                preview("Content-Type: text/plain; charset=utf-8\r\n\r\n" + "😀".repeat(500));
        assertThat(preview).isEqualTo("😀".repeat(200));
        assertThat(preview("\r\n" + "word ".repeat(100))).hasSize(199).endsWith("word");
        assertThat(preview("\r\n" + "x".repeat(199) + " yz")).isEqualTo("x".repeat(199));
    }

    @Test
    void alternative_plainTextIsPreferred() throws IOException {
        assertThat(preview(alternative("plain", "<p>html</p>"))).isEqualTo("plain");
        assertThat(preview(alternative(" ", "<p>html</p>"))).isEqualTo("html");
    }

    @Test
    void footerBehindHtml_isNotPreferred() throws IOException {
        assertThat(preview(alternative("footer", "<p>html</p>").replace("alternative", "mixed")))
                .isEqualTo("html");
    }

    @Test
    void html_isReadAsText() throws IOException {
        String html =
                "<html><head><title>no</title><style>p{}</style></head><body><script>no()</script>"
                        + "<h1>A&amp;B</h1>one<br>two<b>three</b><!-- no --><p>four</p></body>";
        assertThat(preview("Content-Type: text/html\r\n\r\n" + html))
                .isEqualTo("A&B one twothree four");
    }

    @Test
    void attachmentsAndImages_haveNone() throws IOException {
        assertThat(preview("Content-Type: image/png\r\n\r\nabc")).isEmpty();
        assertThat(
                        preview(
                                "Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nabc"))
                .isEmpty();
    }

    @Test
    void veryLongHtmlHead_costsNoMoreThanItsBound() throws IOException {
        assertThat(
                        preview(
                                "Content-Type: text/html\r\n\r\n<style>"
                                        + "x".repeat(1_000_000)
                                        + "</style>late"))
                .isEmpty();
        assertThat(preview("Content-Type: text/html\r\n\r\n" + "<b>".repeat(300_000) + "late"))
                .isEmpty();
    }
}
