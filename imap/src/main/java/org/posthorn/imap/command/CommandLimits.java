package org.posthorn.imap.command;

/// How much of a command is read into memory, and how much is skipped to stay in step with the
/// client.
///
/// A message of APPEND counts for none of it: an [AppendSink] judges its size.
///
/// @param lineOctets of one line, up to a literal or the end of the command
/// @param literalOctets of one literal
/// @param commandOctets of all lines and literals of a command together
/// @param skippedOctets of a refused command's rest; a client that announces more is disconnected
public record CommandLimits(
        int lineOctets, int literalOctets, int commandOctets, long skippedOctets) {
    private static final int KIB = 1024;

    /// A stranger may cost this much.
    public static final CommandLimits BEFORE_LOGIN =
            new CommandLimits(8 * KIB, 4 * KIB, 8 * KIB, 64 * KIB);

    /// RFC 7162 section 4 asks for lines of 8192 octets at least; clients with large UID sets need
    /// more. Skipping a refused APPEND beats a disconnection that a client would answer by sending
    /// it again.
    public static final CommandLimits AFTER_LOGIN =
            new CommandLimits(64 * KIB, 64 * KIB, KIB * KIB, 100L * KIB * KIB);
}
