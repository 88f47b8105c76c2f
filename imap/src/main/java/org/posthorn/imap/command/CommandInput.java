package org.posthorn.imap.command;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;

/// The lines and literals of one command after another, within limits.
///
/// A literal that the current line announces is either read, and then the current line is what
/// follows it, or still to come: so the rest of a refused command can always be found and skipped.
final class CommandInput {
    private static final byte[] NO_OCTETS = {};
    private static final int CHUNK_OCTETS = 4 * 1024;

    /// How many octets of heap one of a command's becomes, generously: itself, its line or literal
    /// as text, and what is parsed of it.
    private static final int HEAP_OCTETS = 6;

    /// Room for the longest announcement, `~{9223372036854775807+}`, and more.
    private static final int TAIL_OCTETS = 32;

    /// Room for any tag that a client makes; no line that is too long is shorter.
    private static final int START_OCTETS = 64;

    /// Receives a literal that is not kept in memory.
    interface Receiver {
        void receive(byte[] octets, int offset, int length);
    }

    private final OctetSource connection;
    private final CommandReader.Prompt prompt;
    private final WorkBudget budget;
    private CommandLimits limits = CommandLimits.BEFORE_LOGIN;
    private Holding holding;
    private boolean known;
    private long heapOctets;
    private boolean overBudget;
    private byte[] line = NO_OCTETS;
    private boolean lineTooLong;
    private long octetsLeft;
    private long skippableLeft;

    CommandInput(OctetSource connection, CommandReader.Prompt prompt, WorkBudget budget) {
        this.connection = connection;
        this.prompt = prompt;
        this.budget = budget;
        this.holding = budget.open(Party.STRANGER);
    }

    /// A line that is no command.
    byte @Nullable [] readLine(int maxOctets) throws IOException {
        return connection.readLine(maxOctets);
    }

    void useLimits(CommandLimits newLimits) {
        limits = newLimits;
        release();
        known = true;
        holding = budget.open(Party.KNOWN);
    }

    /// Gives back what the command kept of the budget.
    void release() {
        holding.close();
        heapOctets = 0;
        overBudget = false;
    }

    /// Counts what the command keeps in heap.
    ///
    /// @return false when a client that we know must do without
    /// @throws CommandTooLongException when a stranger must
    private boolean keep(long octets) throws CommandTooLongException {
        if (holding.keepInHeap(heapOctets + octets)) {
            heapOctets += octets;
            return true;
        }
        if (!known) {
            throw new CommandTooLongException("a long command while the server has no room for it");
        }
        return false;
    }

    /// Counts what the command keeps beside its lines and literals.
    void require(long octets) throws IOException, RefusedException {
        if (!keep(octets)) {
            throw noRoom();
        }
    }

    private static RefusedException noRoom() {
        return new RefusedException(
                Refusal.Reason.LIMIT, "there is no room for such a command now; try again later");
    }

    /// Reads the first line; of one that is too long only its start, which holds the tag.
    void beginCommand() throws IOException {
        octetsLeft = limits.commandOctets();
        skippableLeft = limits.skippedOctets();
        readNextLine();
        if (lineTooLong) {
            var start = new byte[START_OCTETS];
            int length = 0;
            while (length < start.length) {
                length += readSome(start, length, start.length - length);
            }
            line = start;
        }
    }

    /// Refuses a command whose current line is too long.
    void checkLine() throws RefusedException {
        if (overBudget) {
            throw noRoom();
        }
        if (lineTooLong) {
            throw new RefusedException(Refusal.Reason.TOO_BIG, "the command is too long");
        }
    }

    void endCommand() {
        line = NO_OCTETS;
    }

    /// The current line without its CRLF, up to the end of the command or an announced literal
    /// included.
    byte[] line() {
        return line;
    }

    private void nextLine() throws IOException, RefusedException {
        readNextLine();
        checkLine();
    }

    private void readNextLine() throws IOException {
        line = NO_OCTETS;
        lineTooLong = false;
        int most = (int) Math.min(limits.lineOctets(), Math.max(octetsLeft, START_OCTETS));
        byte @Nullable [] next = connection.readLine(most);
        lineTooLong = next == null;
        line = next == null ? NO_OCTETS : next;
        octetsLeft -= line.length;
        overBudget |= !keep((long) HEAP_OCTETS * line.length);
    }

    /// Skips a line and returns its last octets, which say whether a literal follows.
    private byte[] skipLine() throws IOException {
        var tail = new byte[2 * TAIL_OCTETS];
        int length = 0;
        int last = -1;
        int octet = connection.read();
        while (octet >= 0 && !(octet == '\n' && last == '\r')) {
            if (length == tail.length) {
                System.arraycopy(tail, TAIL_OCTETS, tail, 0, TAIL_OCTETS);
                length = TAIL_OCTETS;
            }
            tail[length++] = (byte) octet;
            last = octet;
            spend(1);
            octet = connection.read();
        }
        if (octet < 0) {
            throw new EOFException();
        }
        return Arrays.copyOf(tail, length - 1);
    }

    private void spend(long octets) throws CommandTooLongException {
        skippableLeft -= octets;
        if (skippableLeft < 0) {
            throw new CommandTooLongException(
                    "a refused command of more than " + limits.skippedOctets() + " octets");
        }
    }

    /// Reads the literal that the current line announces into memory.
    byte[] literal(LiteralHeader header) throws IOException, RefusedException {
        if (header.octets() > Math.min(limits.literalOctets(), octetsLeft)) {
            throw new RefusedException(Refusal.Reason.TOO_BIG, "the literal is too large");
        }
        require(HEAP_OCTETS * header.octets());
        accept(header);
        var octets = new byte[(int) header.octets()];
        int length = 0;
        while (length < octets.length) {
            length += readSome(octets, length, octets.length - length);
        }
        octetsLeft -= octets.length;
        nextLine();
        return octets;
    }

    /// Hands the literal that the current line announces to `receiver`, piece by piece.
    void literal(LiteralHeader header, Receiver receiver) throws IOException, RefusedException {
        accept(header);
        pass(header.octets(), receiver);
        nextLine();
    }

    /// From here on the literal is on its way.
    private void accept(LiteralHeader header) throws IOException {
        line = NO_OCTETS;
        if (header.synchronizing()) {
            prompt.sendLiteral();
        }
    }

    private void pass(long count, Receiver receiver) throws IOException {
        var chunk = new byte[(int) Math.min(CHUNK_OCTETS, count)];
        long left = count;
        while (left > 0) {
            int got = readSome(chunk, 0, (int) Math.min(chunk.length, left));
            receiver.receive(chunk, 0, got);
            left -= got;
        }
    }

    private int readSome(byte[] octets, int offset, int length) throws IOException {
        int got = connection.read(octets, offset, length);
        if (got < 0) {
            throw new EOFException();
        }
        return got;
    }

    /// Skips what is left of a refused command, literals that come without being asked for included
    /// (RFC 7888 section 4).
    void skipRest() throws IOException {
        skip(false);
    }

    /// Skips what is left of a command that is carried out without it; literals that must be asked
    /// for are.
    void passOverRest() throws IOException {
        skip(true);
    }

    private void skip(boolean asksForLiterals) throws IOException {
        if (lineTooLong) {
            line = skipLine();
        }
        LiteralHeader header = LiteralHeader.atEndOf(line);
        while (header != null && (asksForLiterals || !header.synchronizing())) {
            spend(header.octets());
            accept(header);
            pass(header.octets(), (_, _, _) -> {});
            byte @Nullable [] next = connection.readLine(limits.lineOctets());
            line = next == null ? skipLine() : next;
            spend(line.length);
            header = LiteralHeader.atEndOf(line);
        }
    }
}
