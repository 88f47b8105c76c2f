package org.posthorn.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/// A client of IMAP (RFC 9051) that reads every octet and checks what it measures.
final class ImapClient implements AutoCloseable {
    private static final byte[] UNTAGGED = "* ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTINUE = "+".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FETCH = " FETCH (".getBytes(StandardCharsets.US_ASCII);

    private final Wire wire;
    private int tags;

    private ImapClient(Wire wire) {
        this.wire = wire;
    }

    /// What a server said to a command: whether it did it, and the words.
    record Completion(boolean ok, String text) {}

    /// Is told each untagged response, without what its literals hold.
    interface Responses {
        void untagged(String line);
    }

    /// @param patience how long an answer may take, from the handshake on
    static ImapClient connect(int tlsPort, int bufferOctets, Duration patience) throws IOException {
        var wire = Wire.tls(tlsPort, bufferOctets);
        wire.setPatience(patience);
        wire.nextLine();
        if (!wire.line().startsWith("* OK")) {
            throw new IOException("the greeting is " + wire.line());
        }
        return new ImapClient(wire);
    }

    static ImapClient login(int tlsPort, Account account, int bufferOctets) throws IOException {
        return login(tlsPort, account, bufferOctets, Wire.PATIENCE);
    }

    static ImapClient login(int tlsPort, Account account, int bufferOctets, Duration patience)
            throws IOException {
        var client = connect(tlsPort, bufferOctets, patience);
        client.run(login(account));
        return client;
    }

    static String login(Account account) {
        return "LOGIN \"" + account.address() + "\" \"" + account.password() + "\"";
    }

    /// Whether the server has a capability.
    boolean announces(String capability) throws IOException {
        String tag = send("CAPABILITY");
        boolean found = false;
        while (!completed(tag, "CAPABILITY")) {
            found |= (wire.line() + " ").contains(" " + capability + " ");
        }
        return found;
    }

    /// Runs a command that may be refused.
    Completion ask(String command, Responses responses) throws IOException {
        return completion(send(command), responses);
    }

    /// Appends a message with a literal that waits for the server's leave.
    Completion append(String mailbox, byte[] message, Responses responses) throws IOException {
        String tag = send("APPEND " + mailbox + " {" + message.length + "}");
        wire.nextLine();
        while (wire.lineStartsWith(UNTAGGED)) {
            responses.untagged(wire.line());
            skipLiterals();
            wire.nextLine();
        }
        if (!wire.lineStartsWith(CONTINUE)) {
            return tagged(tag);
        }
        wire.write(message);
        wire.write("\r\n");
        return completion(tag, responses);
    }

    /// Appends many messages by one command (RFC 3502), without waiting for leave (RFC 7888).
    void appendAll(String mailbox, List<byte[]> messages) throws IOException {
        String tag = "a" + ++tags;
        wire.write(tag + " APPEND " + mailbox);
        for (var message : messages) {
            wire.write(" {" + message.length + "+}\r\n");
            wire.write(message);
        }
        wire.write("\r\n");
        while (!completed(tag, "APPEND")) {
            skipLiterals();
        }
    }

    private Completion completion(String tag, Responses responses) throws IOException {
        wire.nextLine();
        while (wire.lineStartsWith(UNTAGGED)) {
            responses.untagged(wire.line());
            skipLiterals();
            wire.nextLine();
        }
        return tagged(tag);
    }

    private Completion tagged(String tag) throws IOException {
        String line = wire.line();
        if (!line.startsWith(tag + " ")) {
            throw new IOException("instead of a completion came " + line);
        }
        String text = line.substring(tag.length() + 1);
        return new Completion(text.startsWith("OK"), text);
    }

    /// Runs a command whose responses are of no interest.
    void run(String command) throws IOException {
        String tag = send(command);
        while (!completed(tag, command)) {
            skipLiterals();
        }
    }

    /// The number of messages in a mailbox.
    int messages(String mailbox) throws IOException {
        String command = "STATUS " + mailbox + " (MESSAGES)";
        String tag = send(command);
        int messages = -1;
        while (!completed(tag, command)) {
            int at = wire.line().indexOf("MESSAGES ");
            messages = at < 0 ? messages : wire.numberAt(at + "MESSAGES ".length());
            skipLiterals();
        }
        return messages;
    }

    /// Fetches an item of every message of the selected mailbox; returns the octets of the answer.
    ///
    /// @throws IOException also if not each of the messages was answered with that item
    long fetchAll(String item, int expected) throws IOException {
        String command = "FETCH 1:* (" + item + ")";
        long octetsBefore = wire.octetsRead();
        String tag = send(command);
        var seen = new BitSet(expected + 1);
        while (!completed(tag, command)) {
            int number = wire.lineStartsWith(UNTAGGED) ? wire.numberAt(UNTAGGED.length) : -1;
            if (number > 0 && wire.lineHas(FETCH, UNTAGGED.length + digits(number))) {
                seen.set(number);
            }
            skipLiterals();
        }
        if (seen.cardinality() != expected) {
            throw new IOException(
                    command + " answered " + seen.cardinality() + " of " + expected + " messages");
        }
        return wire.octetsRead() - octetsBefore;
    }

    /// Enters IDLE (RFC 9051 section 6.3.13) and returns when the server has agreed.
    void beginIdle() throws IOException {
        send("IDLE");
        do {
            wire.nextLine();
        } while (wire.lineStartsWith(UNTAGGED));
        if (!wire.line().startsWith("+")) {
            throw new IOException("IDLE was answered with " + wire.line());
        }
    }

    /// Leaves IDLE, which proves that the session was alive.
    void endIdle() throws IOException {
        wire.write("DONE\r\n");
        while (!completed("a" + tags, "IDLE")) {
            skipLiterals();
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private String send(String command) throws IOException {
        String tag = "a" + ++tags;
        wire.write(tag + " " + command + "\r\n");
        return tag;
    }

    /// Reads the next line; says whether it completes the command.
    private boolean completed(String tag, String command) throws IOException {
        wire.nextLine();
        if (wire.lineStartsWith(UNTAGGED)) {
            return false;
        }
        String line = wire.line();
        if (!line.startsWith(tag + " OK")) {
            throw new IOException(command.split(" ", 2)[0] + " was answered with " + line);
        }
        return true;
    }

    /// Reads the rest of a response whose line announces literals.
    private void skipLiterals() throws IOException {
        int literal = wire.announcedLiteral();
        while (literal >= 0) {
            wire.skip(literal);
            wire.nextLine();
            literal = wire.announcedLiteral();
        }
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }
}
