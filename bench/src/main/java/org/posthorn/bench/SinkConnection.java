package org.posthorn.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// One client of the sink (RFC 5321 with PIPELINING, RFC 2920, and CHUNKING, RFC 3030).
///
/// Answers are kept until all that was read is looked at, so that who sends together is answered
/// together.
final class SinkConnection {
    private static final int MOST_LINE_OCTETS = 4096;
    private static final int HEAD_OCTETS = 8192;
    private static final int MOST_ANSWERS_OCTETS = 16 * 1024;
    private static final int RADIX = 10;
    private static final byte[] MESSAGE_ID =
            "\r\nMessage-ID: <".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern NUMBERED = Pattern.compile("<[a-z](\\d{9})@");

    private static final String CAPABILITIES =
            """
            250-sink.example.net\r
            250-PIPELINING\r
            250-SIZE 104857600\r
            250-8BITMIME\r
            250-ENHANCEDSTATUSCODES\r
            250 CHUNKING\r
            """;

    private enum State {
        COMMAND,
        DATA,
        CHUNK
    }

    private final SocketChannel channel;
    private final Map<Integer, Consignment> consignments;
    private final AtomicInteger unexpected;
    private final ByteBuffer answers = ByteBuffer.allocate(MOST_ANSWERS_OCTETS);
    private final EndOfData endOfData = new EndOfData();
    private final byte[] line = new byte[MOST_LINE_OCTETS];
    private final byte[] head = new byte[HEAD_OCTETS];
    private final List<Integer> recipients = new ArrayList<>();
    private State state = State.COMMAND;
    private int lineLength;
    private int headLength;
    private int messageOctets;
    private int chunkLeft;
    private boolean lastChunk;
    private boolean quit;
    private boolean reporting;

    SinkConnection(
            SocketChannel channel,
            Map<Integer, Consignment> consignments,
            AtomicInteger unexpected) {
        this.channel = channel;
        this.consignments = consignments;
        this.unexpected = unexpected;
    }

    SocketChannel channel() {
        return channel;
    }

    void greet() throws IOException {
        answer("220 sink.example.net ESMTP\r\n");
        send();
    }

    /// Takes what was read; returns whether the connection goes on.
    boolean take(byte[] octets, int count) throws IOException {
        int from = 0;
        while (from < count && !quit) {
            from =
                    switch (state) {
                        case COMMAND -> takeLine(octets, from, count);
                        case DATA -> takeData(octets, from, count);
                        case CHUNK -> takeChunk(octets, from, count);
                    };
        }
        send();
        return !quit;
    }

    private int takeLine(byte[] octets, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n') {
                keepOfLine(octets, from, i + 1);
                var command = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1).strip();
                lineLength = 0;
                run(command);
                return i + 1;
            }
        }
        keepOfLine(octets, from, to);
        return to;
    }

    private void keepOfLine(byte[] octets, int from, int to) throws IOException {
        if (lineLength + to - from > MOST_LINE_OCTETS) {
            throw new IOException("a line without an end");
        }
        System.arraycopy(octets, from, line, lineLength, to - from);
        lineLength += to - from;
    }

    private void run(String command) {
        switch (command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
            case "EHLO" -> answer(CAPABILITIES);
            case "MAIL" -> mail(command);
            case "RCPT" -> rcpt(command);
            case "DATA" -> data();
            case "BDAT" -> chunk(command);
            case "QUIT" -> {
                answer("221 2.0.0 bye\r\n");
                quit = true;
            }
            case "RSET" -> {
                reset();
                answer("250 2.0.0 forgotten\r\n");
            }
            case "HELO", "NOOP" -> answer("250 2.0.0 fine\r\n");
            default -> answer("502 5.5.1 not here\r\n");
        }
    }

    private void reset() {
        recipients.clear();
        headLength = 0;
        messageOctets = 0;
        state = State.COMMAND;
    }

    private void mail(String command) {
        reset();
        reporting = command.startsWith("<>", "MAIL FROM:".length());
        answer("250 2.1.0 fine\r\n");
    }

    /// What is for the origin of a message is a report of it.
    private void rcpt(String command) {
        var matcher = NUMBERED.matcher(command);
        int number = matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
        var consignment = consignments.get(number / Consignment.MOST_MESSAGES);
        int index = number % Consignment.MOST_MESSAGES;
        if (consignment == null || index >= consignment.size()) {
            unexpected.incrementAndGet();
            answer("550 5.1.1 unknown\r\n");
            return;
        }
        var fate = reporting ? Consignment.Fate.ACCEPTED : consignment.attempt(index);
        switch (fate) {
            case ACCEPTED -> {
                recipients.add(number);
                answer("250 2.1.5 fine\r\n");
            }
            case DEFERRED -> answer("450 4.2.1 come again later\r\n");
            case REFUSED -> answer("550 5.1.1 nobody of that name\r\n");
        }
    }

    private void data() {
        if (recipients.isEmpty()) {
            answer("554 5.5.1 for nobody\r\n");
            return;
        }
        endOfData.begin();
        state = State.DATA;
        answer("354 go on\r\n");
    }

    private int takeData(byte[] octets, int from, int to) {
        int end = endOfData.find(octets, from, to);
        int until = end < 0 ? to : end;
        keepOfHead(octets, from, until);
        messageOctets += until - from;
        if (end >= 0) {
            messageOctets -= ".\r\n".length();
            arrived();
            answer("250 2.0.0 kept\r\n");
        }
        return until;
    }

    /// Also what is for nobody is read, as RFC 3030 section 2 wants.
    private void chunk(String command) {
        var words = command.split(" +", -1);
        chunkLeft = Integer.parseInt(words[1]);
        lastChunk = words.length > 2;
        state = State.CHUNK;
        if (chunkLeft == 0) {
            endOfChunk();
        }
    }

    private int takeChunk(byte[] octets, int from, int to) {
        int until = Math.min(to, from + chunkLeft);
        keepOfHead(octets, from, until);
        messageOctets += until - from;
        chunkLeft -= until - from;
        if (chunkLeft == 0) {
            endOfChunk();
        }
        return until;
    }

    private void endOfChunk() {
        state = State.COMMAND;
        if (recipients.isEmpty()) {
            answer("554 5.5.1 for nobody\r\n");
        } else {
            if (lastChunk) {
                arrived();
            }
            answer("250 2.0.0 kept\r\n");
        }
    }

    private void keepOfHead(byte[] octets, int from, int to) {
        int kept = Math.min(to - from, HEAD_OCTETS - headLength);
        System.arraycopy(octets, from, head, headLength, kept);
        headLength += kept;
    }

    private void arrived() {
        int place = reporting ? -1 : messageId();
        for (int number : recipients) {
            var consignment = consignments.get(number / Consignment.MOST_MESSAGES);
            int index = number % Consignment.MOST_MESSAGES;
            if (consignment != null && reporting) {
                consignment.reported(index);
            } else if (consignment != null) {
                int octets = place < 0 ? 0 : messageOctets - place;
                consignment.arrived(index, numberAt(place), octets);
            }
        }
        reset();
    }

    /// The offset of the digits of the Message-ID, -1 if there are none.
    private int messageId() {
        int last = headLength - MESSAGE_ID.length - Consignment.DIGITS;
        for (int i = 0; i <= last; i++) {
            if (head[i] == '\r' && startsAt(i)) {
                return i + MESSAGE_ID.length;
            }
        }
        return -1;
    }

    private boolean startsAt(int place) {
        for (int i = 0; i < MESSAGE_ID.length; i++) {
            if (head[place + i] != MESSAGE_ID[i]) {
                return false;
            }
        }
        return true;
    }

    private int numberAt(int place) {
        if (place < 0) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < Consignment.DIGITS; i++) {
            number = number * RADIX + head[place + i] - '0';
        }
        return number;
    }

    private void answer(String text) {
        answers.put(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Answers are so short that they find room, unless the client does not read.
    private void send() throws IOException {
        answers.flip();
        channel.write(answers);
        if (answers.hasRemaining()) {
            throw new IOException("the client does not read its answers");
        }
        answers.clear();
    }
}
