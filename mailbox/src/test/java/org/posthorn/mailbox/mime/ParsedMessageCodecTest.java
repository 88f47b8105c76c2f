package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParsedMessageCodecTest {
    @Test
    void decodedEncoding_isTheSame() throws IOException {
        for (byte[] message : new SampleMessages(7).list(200)) {
            ParsedMessage parsed = MessageParserTest.parse(message);
            byte[] encoded = ParsedMessageCodec.encode(parsed);
            assertThat(ParsedMessageCodec.decode(encoded)).isEqualTo(parsed);
            assertThat(ParsedMessageCodec.decodeEnvelope(encoded)).isEqualTo(parsed.envelope());
            assertThat(encoded.length).isLessThan(message.length);
        }
    }

    @Test
    void unknownVersion_isRefused() throws IOException {
        byte[] encoded = ParsedMessageCodec.encode(MessageParserTest.parse("Subject: x\r\n\r\n"));
        for (int version : new int[] {1, ParsedMessageCodec.VERSION - 1, 4, 127}) {
            encoded[0] = (byte) version;
            assertThat(ParsedMessageCodec.version(encoded)).isEqualTo(version);
            String message = "version " + version + " of a parsed message is not known";
            assertThatThrownBy(() -> ParsedMessageCodec.decode(encoded))
                    .isInstanceOf(CorruptEncodingException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> ParsedMessageCodec.decodeEnvelope(encoded))
                    .isInstanceOf(CorruptEncodingException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> ParsedMessageCodec.decodeSortKeys(encoded))
                    .isInstanceOf(CorruptEncodingException.class)
                    .hasMessage(message);
        }
        var tooLarge = new CompactWriter();
        tooLarge.number((1L << 32) + ParsedMessageCodec.VERSION);
        assertThatThrownBy(() -> ParsedMessageCodec.version(tooLarge.toOctets()))
                .isInstanceOf(CorruptEncodingException.class);
        assertThatThrownBy(() -> ParsedMessageCodec.version(new byte[0]))
                .isInstanceOf(CorruptEncodingException.class);
        assertThatThrownBy(() -> ParsedMessageCodec.decode(new byte[0]))
                .isInstanceOf(CorruptEncodingException.class);
    }

    @Test
    void somethingBehindTheEnd_isRefused() throws IOException {
        byte[] encoded = ParsedMessageCodec.encode(MessageParserTest.parse("Subject: x\r\n\r\n"));
        assertThatThrownBy(
                        () -> ParsedMessageCodec.decode(Arrays.copyOf(encoded, encoded.length + 1)))
                .isInstanceOf(CorruptEncodingException.class);
    }

    @Test
    void corruptOctets_giveAnotherMessageOrTheDeclaredException() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var samples = new SampleMessages(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] encoded =
                    ParsedMessageCodec.encode(
                            MessageParserTest.parse(
                                    i % 50 == 0 ? samples.next() : SortKeysTest.ORDINARY));
            for (int change = random.nextInt(4); change >= 0; change--) {
                encoded[random.nextInt(encoded.length)] = (byte) random.nextInt(256);
            }
            byte[] cut =
                    random.nextInt(4) == 0
                            ? Arrays.copyOf(encoded, random.nextInt(encoded.length))
                            : encoded;
            try {
                assertThat(ParsedMessageCodec.decode(cut).root()).isNotNull();
            } catch (CorruptEncodingException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
