package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.mime.BodyPart.Embedded;
import org.posthorn.mailbox.mime.BodyPart.Extent;
import org.posthorn.mailbox.mime.BodyPart.Leaf;
import org.posthorn.mailbox.mime.BodyPart.Multipart;

class HostileMessagesTest {
    /// Of this thread, in nanoseconds: other work on the machine does not count.
    static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /// What must hold of any message's parts: each inside its parent and behind its sibling.
    private static void checkExtents(BodyPart part, byte[] message, long from, long to) {
        Extent extent = part.extent();
        assertThat(extent.headerStart()).isBetween(from, to);
        assertThat(extent.end()).isBetween(extent.headerStart(), to);
        long lines = 0;
        for (long i = extent.bodyStart(); i < extent.end(); i++) {
            lines += message[(int) i] == '\n' ? 1 : 0;
        }
        assertThat(extent.lines()).isEqualTo(lines);
        switch (part) {
            case Leaf leaf -> {
                assertThat(leaf.header().type()).isNotEqualToIgnoringCase("multipart");
                assertThat(leaf.header().is("message", "rfc822")).isFalse();
            }
            case Multipart multipart -> {
                assertThat(multipart.parts()).isNotEmpty();
                long next = extent.bodyStart();
                for (BodyPart child : multipart.parts()) {
                    checkExtents(child, message, next, extent.end());
                    next = child.extent().end();
                }
            }
            case Embedded embedded -> {
                assertThat(embedded.message().extent().headerStart()).isEqualTo(extent.bodyStart());
                assertThat(embedded.message().extent().end()).isEqualTo(extent.end());
                checkExtents(embedded.message(), message, extent.bodyStart(), extent.end());
            }
        }
    }

    private static ParsedMessage check(byte[] message) throws IOException {
        ParsedMessage parsed = MessageParserTest.parse(message);
        assertThat(parsed.root().extent().headerStart()).isZero();
        assertThat(parsed.root().extent().end()).isEqualTo(message.length);
        checkExtents(parsed.root(), message, 0, message.length);
        assertThat(parsed.preview().codePointCount(0, parsed.preview().length()))
                .isLessThanOrEqualTo(200);
        assertThat(parsed.preview().chars().noneMatch(c -> Character.isISOControl(c))).isTrue();
        checkSortKeys(parsed.sortKeys());
        byte[] encoded = ParsedMessageCodec.encode(parsed);
        assertThat(ParsedMessageCodec.decode(encoded)).isEqualTo(parsed);
        assertThat(ParsedMessageCodec.decodeEnvelope(encoded)).isEqualTo(parsed.envelope());
        assertThat(ParsedMessageCodec.decodeSortKeys(encoded)).isEqualTo(parsed.sortKeys());
        return parsed;
    }

    private static void checkSortKeys(SortKeys keys) {
        assertThat(keys.baseSubject()).hasSizeLessThanOrEqualTo(500).doesNotStartWith(" ");
        assertThat(keys.displayFrom()).hasSizeLessThanOrEqualTo(200);
        assertThat(keys.displayTo()).hasSizeLessThanOrEqualTo(200);
        assertThat(keys.references())
                .hasSizeLessThanOrEqualTo(100)
                .doesNotHaveDuplicates()
                .noneMatch(String::isEmpty);
        assertThat(keys.references().stream().mapToInt(String::length).sum())
                .isLessThanOrEqualTo(8 * 1024);
        keys.sent()
                .ifPresent(sent -> {
                    assertThat(sent).isEqualTo(sent.truncatedTo(ChronoUnit.SECONDS));
                    assertThat(sent)
                            .isBetween(
                                    Instant.parse("1899-12-27T00:00:00Z"),
                                    Instant.parse("+10000-01-06T00:00:00Z"));
                });
    }

    /// An embedded message's octets, parsed alone, give the same tree at other offsets.
    private static void checkEmbedded(BodyPart part, byte[] message) throws IOException {
        switch (part) {
            case Leaf _ -> {}
            case Multipart multipart -> {
                for (BodyPart child : multipart.parts()) {
                    checkEmbedded(child, message);
                }
            }
            case Embedded embedded -> {
                Extent extent = embedded.extent();
                int start = (int) extent.bodyStart();
                var alone =
                        MessageParser.parse(
                                new ByteArrayInputStream(
                                        message, start, (int) extent.bodyOctets()));
                assertThat(alone.root().shifted(start)).isEqualTo(embedded.message());
                assertThat(alone.envelope()).isEqualTo(embedded.envelope());
                checkEmbedded(embedded.message(), message);
            }
        }
    }

    @Test
    void sampleMessages_haveTrueOffsets() throws IOException {
        for (byte[] message : new SampleMessages(3).list(300)) {
            ParsedMessage parsed = check(message);
            checkEmbedded(parsed.root(), message);
            assertThat(parsed.preview()).isNotEmpty();
            assertThat(parsed.envelope().subject()).isNotEmpty();
        }
    }

    @Test
    void mutatedMessages_areReadAndHaveTrueOffsets() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        List<byte[]> samples = new SampleMessages(seed).list(60);
        String[] pieces = {
            "\r\n",
            "\n",
            "\r",
            "--",
            "\r\n--",
            "boundary=",
            "\"",
            "\0",
            "(",
            ";",
            "\r\n\r\n",
            "=",
            "<",
            "Content-Type: message/rfc822\r\n\r\n",
            "Content-Type: multipart/digest; boundary=x\r\n\r\n--x\r\n"
        };
        for (int i = 0; i < 1500; i++) {
            byte[] message = samples.get(random.nextInt(samples.size())).clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                message = mutate(message, random, pieces);
            }
            ParsedMessage parsed = check(message);
            assertThat(MessageParserTest.parse(message)).isEqualTo(parsed);
        }
    }

    @Test
    void headersOfAnyPieces_haveSortKeysThatCanBeStored() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        String[] names = {
            "Subject", "Date", "From", "To", "References", "In-Reply-To", "Message-ID"
        };
        String[] pieces = {
            "Re: ",
            "[fwd: ",
            "(fwd)",
            "[",
            "]",
            " ",
            "\t",
            "\r\n ",
            "<",
            ">",
            "@",
            "\"",
            "\\",
            "(",
            ")",
            ",",
            ":",
            ";",
            "a",
            "\u00E9",
            "\uD83D\uDE00",
            "=?utf-8?q?=C3=A9?=",
            "=?utf-8?q??=",
            "=?utf-16be?b?2AA=?=",
            "=?",
            "<a@x> ",
            "1",
            "0",
            "00",
            "26",
            " Jan ",
            " 1900 ",
            "9999",
            "-9959",
            "+",
            "10:00:00",
            " EST",
            " Z"
        };
        for (int i = 0; i < 20_000; i++) {
            var message = new StringBuilder();
            for (String name : names) {
                message.append(name).append(": ");
                for (int n = random.nextInt(10); n > 0; n--) {
                    message.append(pieces[random.nextInt(pieces.length)]);
                }
                message.append("\r\n");
            }
            check(message.append("\r\nx").toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] mutate(byte[] message, Random random, String[] pieces) {
        int at =
                random.nextInt(
                        Math.max(
                                1,
                                Math.min(
                                        message.length,
                                        random.nextBoolean() ? 1500 : message.length)));
        int length = Math.min(random.nextInt(40), message.length - at);
        var out = new ByteArrayOutputStream();
        out.write(message, 0, at);
        switch (random.nextInt(5)) {
            case 0 ->
                    out.writeBytes(
                            pieces[random.nextInt(pieces.length)].getBytes(
                                    StandardCharsets.US_ASCII));
            case 1 -> at += length;
            case 2 -> {
                int from = random.nextInt(message.length - length);
                out.write(message, from, length);
            }
            case 3 -> {
                out.write(random.nextInt(256));
                at = Math.min(message.length, at + 1);
            }
            default -> out.write(message, at, length);
        }
        out.write(message, at, message.length - at);
        byte[] result = out.toByteArray();
        return result.length == 0 ? new byte[] {'x'} : result;
    }

    @Test
    void multipartsBeyondTheDepthLimit_areLeaves() throws IOException {
        var message = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        BodyPart part = check(message.toString().getBytes(StandardCharsets.US_ASCII)).root();
        int depth = 0;
        while (part instanceof Multipart multipart) {
            part = multipart.parts().getFirst();
            depth++;
        }
        assertThat(depth).isEqualTo(MessageParser.MAX_DEPTH);
        assertThat(part.header().is("application", "octet-stream")).isTrue();
    }

    @Test
    void messagesBeyondTheDepthLimit_areLeaves() throws IOException {
        String message = "Content-Type: message/rfc822\r\n\r\n".repeat(5000);
        BodyPart part = check(message.getBytes(StandardCharsets.US_ASCII)).root();
        int depth = 0;
        while (part instanceof Embedded embedded) {
            part = embedded.message();
            depth++;
        }
        assertThat(depth).isEqualTo(MessageParser.MAX_DEPTH);
    }

    @Test
    void partsBeyondTheLimit_endTheirMultipart() throws IOException {
        String message =
                "Content-Type: multipart/mixed; boundary=a\r\n\r\n"
                        + "--a\r\n\r\nx\r\n".repeat(50_000);
        var root = (Multipart) check(message.getBytes(StandardCharsets.US_ASCII)).root();
        assertThat(root.parts()).hasSize(MessageParser.MAX_PARTS - 1);
    }

    @Test
    void hugeHeader_isReadWithoutKeepingIt() throws IOException {
        var message = new ByteArrayOutputStream();
        message.writeBytes("To: ".getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(
                "a@example.com,\r\n ".repeat(200_000).getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(
                "\r\nX: y\r\nSubject: late\r\n\r\nbody".getBytes(StandardCharsets.US_ASCII));
        ParsedMessage parsed = MessageParserTest.parse(message.toByteArray());
        assertThat(parsed.envelope().subject()).isEqualTo("late");
        assertThat(parsed.envelope().to()).hasSizeBetween(1000, HeaderCollector.FIELD_LIMIT / 14);
        assertThat(parsed.root().extent().bodyOctets()).isEqualTo(4);
    }

    @Test
    void headersOfManyParts_areKeptToABoundTogether() throws IOException {
        String part = "--a\r\nContent-Description: " + "x".repeat(60_000) + "\r\n\r\n";
        String message = "Content-Type: multipart/mixed; boundary=a\r\n\r\n" + part.repeat(100);
        ParsedMessage parsed = MessageParserTest.parse(message);
        assertThat(ParsedMessageCodec.encode(parsed).length)
                .isLessThan(HeaderCollector.MESSAGE_LIMIT + 100 * 40);
        assertThat(((Multipart) parsed.root()).parts()).hasSize(100);
    }

    /// Boundaries as similar as they can be, a hundred deep, and nothing but lines that nearly
    /// match them.
    @Test
    void boundaryBomb_takesTimeInProportion() throws IOException {
        var head = new StringBuilder();
        String stem = "b".repeat(66);
        for (int i = 0; i < 100; i++) {
            String boundary = stem + String.format("%04d", i);
            head.append("Content-Type: multipart/mixed; boundary=")
                    .append(boundary)
                    .append("\r\n\r\n--")
                    .append(boundary)
                    .append("\r\n");
        }
        head.append("\r\n");
        String line = "--" + stem + "9999\r\n";
        long start = cpuTime();
        ParsedMessage parsed = MessageParser.parse(repeated(head.toString(), line, 100_000));
        assertThat(parsed.root().extent().end())
                .isEqualTo(head.length() + 100_000L * line.length());
        parsed = MessageParser.parse(repeated(head.toString(), "--\r\n", 1_000_000));
        assertThat(parsed.root().extent().end()).isEqualTo(head.length() + 4_000_000L);
        assertThat(cpuTime() - start).isLessThan(10_000_000_000L);
    }

    @Test
    void messageOfAnySize_isNeverInMemoryWhole() throws IOException {
        String head = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\n";
        long size = 4L * Runtime.getRuntime().maxMemory();
        int count = (int) Math.min(200, size / 1_000_000 + 1);
        ParsedMessage parsed = MessageParser.parse(repeated(head, "x".repeat(1_000_000), count));
        assertThat(parsed.root().extent().end()).isEqualTo(head.length() + count * 1_000_000L);
    }

    private static InputStream repeated(String head, String unit, int count) {
        byte[] octets = unit.getBytes(StandardCharsets.US_ASCII);
        var streams = new ArrayList<InputStream>();
        streams.add(new ByteArrayInputStream(head.getBytes(StandardCharsets.US_ASCII)));
        streams.add(
                new InputStream() {
                    private long left = (long) octets.length * count;
                    private int at;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        if (left == 0) {
                            return -1;
                        }
                        int n = (int) Math.min(Math.min(left, length), (long) octets.length - at);
                        System.arraycopy(octets, at, target, offset, n);
                        at = (at + n) % octets.length;
                        left -= n;
                        return n;
                    }
                });
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
