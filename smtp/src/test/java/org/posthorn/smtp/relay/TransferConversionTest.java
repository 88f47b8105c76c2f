package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TransferConversionTest {
    private static String convert(String message, boolean binary, boolean eightBit)
            throws ConversionException {
        byte[] octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return new String(
                        TransferConversion.convert(octets, binary, eightBit),
                        StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n");
    }

    private static String toSevenBit(String message) throws ConversionException {
        return convert(message, false, false);
    }

    @Test
    void onlyPartsThatNeedIt_areEncoded() throws ConversionException {
        String message =
                """
                From: a@x.test
                MIME-Version: 1.0
                Content-Type: multipart/mixed;
                 boundary=b
                Content-Transfer-Encoding: 8bit

                preamble
                --b
                Content-Type: text/plain; charset=iso-8859-1
                Content-transfer-encoding:
                  8bit
                X-Kept:  as it  was

                Gr\u00fc\u00dfe
                --b

                plain
                --b
                Content-Type: image/x

                \u0080\u0081
                --b--
                """;
        assertThat(toSevenBit(message))
                .isEqualTo(
                        """
                        From: a@x.test
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed;
                         boundary=b
                        Content-Transfer-Encoding: 7bit

                        preamble
                        --b
                        Content-Type: text/plain; charset=iso-8859-1
                        X-Kept:  as it  was
                        Content-Transfer-Encoding: quoted-printable

                        Gr=FC=DFe
                        --b

                        plain
                        --b
                        Content-Type: image/x
                        Content-Transfer-Encoding: base64

                        gIE=
                        --b--
                        """);
    }

    @Test
    void messageInAMessage_isEncodedInside() throws ConversionException {
        String message =
                """
                Content-Type: message/rfc822
                Content-Transfer-Encoding: 8bit

                Subject: inner
                MIME-Version: 1.0

                Gr\u00fc\u00dfe
                """;
        assertThat(toSevenBit(message))
                .isEqualTo(
                        """
                        Content-Type: message/rfc822
                        Content-Transfer-Encoding: 7bit

                        Subject: inner
                        MIME-Version: 1.0
                        Content-Transfer-Encoding: quoted-printable

                        Gr=FC=DFe
                        """);
    }

    @Test
    void whatIsSigned_isNotConverted() {
        String message =
                """
                Content-Type: multipart/signed; boundary=b

                --b

                Gr\u00fc\u00dfe
                --b--
                """;
        assertThatThrownBy(() -> toSevenBit(message)).isInstanceOf(ConversionException.class);
    }

    @Test
    void partThatIsNotWhatItSays_isNotConverted() {
        String message =
                """
                Content-Transfer-Encoding: base64

                Gr\u00fc\u00dfe
                """;
        assertThatThrownBy(() -> toSevenBit(message)).isInstanceOf(ConversionException.class);
    }

    @Test
    void eightBitHeader_isKept() throws ConversionException {
        String message = "Subject: Gr\u00fc\u00dfe\n\nplain\n";
        assertThat(toSevenBit(message)).isEqualTo(message);
    }

    @Test
    void binaryPart_isEncoded_andTextIsLeft() throws ConversionException {
        String message =
                """
                Content-Type: multipart/mixed; boundary=b
                Content-Transfer-Encoding: binary

                --b

                Gr\u00fc\u00dfe
                --b
                Content-Type: image/x
                Content-Transfer-Encoding: binary

                a\0b
                --b--
                """;
        assertThat(convert(message, true, true))
                .isEqualTo(
                        """
                        Content-Type: multipart/mixed; boundary=b
                        Content-Transfer-Encoding: 8bit

                        --b

                        Gr\u00fc\u00dfe
                        --b
                        Content-Type: image/x
                        Content-Transfer-Encoding: base64

                        YQBi
                        --b--
                        """);
    }

    @Test
    void messageThatIsNotBinary_staysAsItIs() throws ConversionException {
        String message = "Subject: a\n\nGr\u00fc\u00dfe\n";
        assertThat(convert(message, true, true)).isEqualTo(message);
    }

    @Test
    void leaves_haveTheSameContentAfterwards() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] message = message(random);
            byte[] converted = TransferConversion.convert(message, false, false);
            assertThat(OctetKinds.hasEightBit(converted, 0, converted.length)).isFalse();
            assertThat(OctetKinds.isBinary(converted, 0, converted.length)).isFalse();
            assertThat(leaves(converted)).as("seed %d", seed).isEqualTo(leaves(message));
        }
    }

    @Test
    void anyOctets_areConvertedOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] pieces = {
            "Content-Type: multipart/mixed; boundary=b\r\n",
            "Content-Type: message/rfc822\r\n",
            "Content-Transfer-Encoding: binary\r\n",
            "Content-Transfer-Encoding",
            "\r\n",
            "\r\n--b\r\n",
            "--b--\r\n",
            " folded\r\n",
            "\u00fc",
            "\0\n\r",
            "x"
        };
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] octets = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            boolean binary = random.nextBoolean();
            try {
                byte[] converted = TransferConversion.convert(octets, binary, false);
                assertThat(converted.length).as("seed %d", seed).isGreaterThanOrEqualTo(0);
            } catch (ConversionException e) {
                assertThat(e).hasMessageMatching("[a-z ]+");
            }
        }
    }

    private static byte[] message(Random random) {
        StringBuilder text = new StringBuilder("MIME-Version: 1.0\r\n");
        text.append("Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n");
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            text.append("--=_b\r\nContent-Type: ")
                    .append(random.nextBoolean() ? "text/plain" : "application/x")
                    .append("\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
            for (int line = random.nextInt(5); line > 0; line--) {
                for (int octet = random.nextInt(120); octet > 0; octet--) {
                    char c = (char) (' ' + random.nextInt(224));
                    text.append(c == 0x7F ? 'x' : c);
                }
                text.append("\r\n");
            }
        }
        return text.append("\r\n--=_b--\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// What another reader finds.
    private static List<String> leaves(byte[] message) throws MessagingException, IOException {
        MimeMessage parsed =
                new MimeMessage((jakarta.mail.Session) null, new ByteArrayInputStream(message));
        Multipart multipart = (Multipart) parsed.getContent();
        List<String> leaves = new ArrayList<>();
        for (int i = 0; i < multipart.getCount(); i++) {
            Part part = multipart.getBodyPart(i);
            leaves.add(
                    new String(part.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        return leaves;
    }
}
