package org.posthorn.smtp.receive;

import java.io.IOException;
import org.posthorn.net.ConnectionInput;

/// Reads a message from the connection, sees where it ends, and hands its octets on in blocks.
///
/// A line ends in CRLF and in nothing else. A CR or LF alone is a flaw that refuses the message
/// when it has been read to its end: taking one for the end of a line would let a sender smuggle a
/// second message past whoever does not. NUL is a flaw too (RFC 2045 section 2.8). A binary message
/// may have them behind its header.
final class MessageReader {

    /// How the message is framed.
    enum Form {
        /// By a line with a dot; a line's first dot is not part of the message (RFC 5321 section
        /// 4.5.2).
        DOTTED,
        /// By announced lengths (RFC 3030).
        CHUNKED,
        /// By announced lengths, and behind its header of any octets (RFC 3030 section 3).
        BINARY
    }

    private enum State {
        LINE_START,
        IN_LINE,
        AFTER_CR,
        /// After a CR at the start of a line of a binary message, which may end its header.
        AFTER_FIRST_CR,
        ANYTHING,
        AFTER_DOT,
        AFTER_DOT_CR,
        ENDED
    }

    private final Form form;
    private final MessageSink sink;
    private State state = State.LINE_START;

    MessageReader(Form form, MessageSink sink) {
        this.form = form;
        this.sink = sink;
    }

    /// Reads to the line with the dot, whatever the message is like.
    void readToDot(ConnectionInput input) throws IOException {
        while (state != State.ENDED) {
            input.scan(Integer.MAX_VALUE, this::scan);
        }
        sink.end();
    }

    /// Reads a chunk, whatever it is like.
    void readChunk(ConnectionInput input, long octets) throws IOException {
        long left = octets;
        while (left > 0) {
            left -= input.scan((int) Math.min(left, Integer.MAX_VALUE), this::scan);
        }
    }

    /// To be called after the last chunk.
    void endChunks() {
        if (state == State.AFTER_CR || state == State.AFTER_FIRST_CR) {
            sink.refuse(Reply.BARE_CR_OR_LF);
        }
        sink.end();
    }

    /// Goes through the octets, at most to the end of the message.
    ///
    /// @return how many belong to it
    int scan(byte[] octets, int from, int to) {
        int kept = from;
        for (int i = from; i < to; i++) {
            if (state == State.IN_LINE) {
                i = OctetSearch.upToCr(octets, i, to);
                if (i == to) {
                    break;
                }
            }
            byte octet = octets[i];
            switch (state) {
                case IN_LINE -> state = inLine(octet);
                case LINE_START -> {
                    if (octet == '.' && form == Form.DOTTED) {
                        sink.write(octets, kept, i);
                        kept = i + 1;
                        state = State.AFTER_DOT;
                    } else if (octet == '\r' && form == Form.BINARY) {
                        state = State.AFTER_FIRST_CR;
                    } else {
                        state = inLine(octet);
                    }
                }
                case AFTER_FIRST_CR -> state = octet == '\n' ? State.ANYTHING : bareCr(octet);
                case AFTER_CR -> state = octet == '\n' ? State.LINE_START : bareCr(octet);
                case AFTER_DOT -> {
                    if (octet == '\r') {
                        // Not kept: either it ends the message, or the message is refused.
                        kept = i + 1;
                        state = State.AFTER_DOT_CR;
                    } else {
                        state = inLine(octet);
                    }
                }
                case AFTER_DOT_CR -> {
                    if (octet == '\n') {
                        state = State.ENDED;
                        return i + 1 - from;
                    }
                    state = bareCr(octet);
                }
                case ANYTHING -> i = to - 1;
                case ENDED -> throw new IllegalStateException("the message has ended");
            }
        }
        sink.write(octets, kept, to);
        return to - from;
    }

    private State inLine(byte octet) {
        switch (octet) {
            case '\r' -> {
                return State.AFTER_CR;
            }
            case '\n' -> sink.refuse(Reply.BARE_CR_OR_LF);
            case 0 -> sink.refuse(Reply.NUL_OCTET);
            default -> {
                // An octet like any other.
            }
        }
        return State.IN_LINE;
    }

    private State bareCr(byte next) {
        sink.refuse(Reply.BARE_CR_OR_LF);
        return inLine(next);
    }
}
