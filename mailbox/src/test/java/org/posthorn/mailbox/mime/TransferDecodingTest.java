package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransferDecodingTest {
    /// Gives its octets in small pieces of uneven length.
    private static final class Trickle extends ByteArrayInputStream {
        private int next = 1;

        Trickle(byte[] octets) {
            super(octets);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            next = next % 7 + 1;
            return super.read(target, offset, Math.min(length, next));
        }
    }

    private static byte[] decode(byte[] encoded, String encoding) throws IOException {
        byte[] whole =
                TransferDecoding.decode(new ByteArrayInputStream(encoded), encoding)
                        .orElseThrow()
                        .readAllBytes();
        InputStream slow = TransferDecoding.decode(new Trickle(encoded), encoding).orElseThrow();
        assertThat(slow.readAllBytes()).isEqualTo(whole);
        return whole;
    }

    private static String decode(String encoded, String encoding) throws IOException {
        return new String(
                decode(encoded.getBytes(StandardCharsets.ISO_8859_1), encoding),
                StandardCharsets.ISO_8859_1);
    }

    @Test
    void base64_isDecodedWhateverIsAround() throws IOException {
        assertThat(decode("aGVsbG8=", "Base64")).isEqualTo("hello");
        assertThat(decode("aGVs\r\nbG8=\r\n", "base64")).isEqualTo("hello");
        assertThat(decode("aGVsbG8", "base64")).isEqualTo("hello");
        assertThat(decode("a!GV\0s bG8=\r\n--\r\n", "base64")).isEqualTo("hello");
        assertThat(decode("aGVsbG8=\r\naGVsbG8=\r\n", "base64")).isEqualTo("hellohello");
        assertThat(decode("aGk=====a", "base64")).isEqualTo("hi");
        assertThat(decode("", "base64")).isEmpty();
    }

    @Test
    void quotedPrintable_isDecodedWhateverIsAround() throws IOException {
        assertThat(decode("a=3Db=20=\r\nc \t\r\nd", "quoted-printable")).isEqualTo("a=b c\r\nd");
        assertThat(decode("a=3db=c3=A4", "QUOTED-PRINTABLE")).isEqualTo("a=b\u00c3\u00a4");
        assertThat(decode("a= \t\r\nb=\nc=", "quoted-printable")).isEqualTo("abc");
        assertThat(decode("=ZZ=4=4", "quoted-printable")).isEqualTo("=ZZ=4=4");
        assertThat(decode("= a ==41", "quoted-printable")).isEqualTo("= a =A");
        assertThat(decode("end  ", "quoted-printable")).isEqualTo("end");
    }

    @Test
    void identityEncodings_giveTheSameOctets() throws IOException {
        for (String encoding : new String[] {"7bit", "8BIT", "Binary"}) {
            assertThat(decode("a=3D\0", encoding)).isEqualTo("a=3D\0");
        }
    }

    @Test
    void unknownEncoding_isNone() {
        assertThat(TransferDecoding.decode(InputStream.nullInputStream(), "x-uuencode")).isEmpty();
    }

    @Test
    void longBase64_isWhatTheJdkDecodes() throws IOException {
        var data = new byte[100_000];
        new Random(5).nextBytes(data);
        assertThat(decode(Base64.getMimeEncoder().encode(data), "base64")).isEqualTo(data);
    }

    @Test
    void randomOctets_areDecodedWithoutException() throws IOException {
        var random = new Random(6);
        byte[] alphabet = "=aZ09+/ \t\r\n=AF-\0\u00e4".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 3000; i++) {
            var octets = new byte[random.nextInt(i % 100 == 0 ? 20_000 : 60)];
            for (int n = 0; n < octets.length; n++) {
                octets[n] = alphabet[random.nextInt(alphabet.length)];
            }
            assertThat(decode(octets, "base64").length).isLessThanOrEqualTo(octets.length);
            assertThat(decode(octets, "quoted-printable").length)
                    .isLessThanOrEqualTo(octets.length);
        }
    }
}
