package org.posthorn.smtp.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Looks at a message from its first octet on, as far as there is something to find out, and keeps
/// its header.
final class MessageScan {
    private static final int LONGEST_LINE = 998;

    private final long most;
    private final int mostOfHeader;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(4096);
    private long octets;
    private int lineOctets;
    private boolean afterCr;
    private boolean ofLines = true;
    private boolean eightBits;
    private boolean inHeader = true;
    private boolean headerOfLines = true;
    private boolean headerEightBits;
    private boolean whole;

    private MessageScan(long most, int mostOfHeader) {
        this.most = most;
        this.mostOfHeader = mostOfHeader;
    }

    /// @param most octets of a message that is looked at to its end
    static MessageScan of(InputStream in, long most, int mostOfHeader) throws IOException {
        var scan = new MessageScan(most, mostOfHeader);
        byte[] buffer = new byte[8192];
        int count = in.read(buffer);
        while (count >= 0 && scan.goesOn()) {
            for (int i = 0; i < count; i++) {
                scan.take(buffer[i]);
            }
            count = in.read(buffer);
        }
        if (count < 0) {
            scan.end();
        }
        if (scan.inHeader) {
            scan.endHeader();
        }
        return scan;
    }

    private boolean goesOn() {
        return inHeader || (ofLines && octets <= most);
    }

    private void take(byte octet) {
        octets++;
        eightBits |= octet < 0;
        boolean lineFeed = octet == '\n';
        ofLines &= octet != 0 && lineFeed == afterCr;
        afterCr = octet == '\r';
        if (inHeader) {
            header.write(octet);
        }
        if (lineFeed) {
            if (inHeader && lineOctets == 0) {
                endHeader();
            }
            lineOctets = 0;
        } else if (!afterCr) {
            lineOctets++;
            ofLines &= lineOctets <= LONGEST_LINE;
        }
        if (inHeader && header.size() >= mostOfHeader) {
            endHeader();
        }
    }

    private void endHeader() {
        inHeader = false;
        headerOfLines = ofLines;
        headerEightBits = eightBits;
    }

    private void end() {
        ofLines &= !afterCr;
        whole = ofLines && octets <= most;
    }

    /// Whether the message ends in time, and is lines of text that end in CRLF.
    boolean isWhole() {
        return whole;
    }

    boolean hasEightBits() {
        return eightBits;
    }

    boolean isHeaderOfLines() {
        return headerOfLines;
    }

    boolean hasHeaderEightBits() {
        return headerEightBits;
    }

    /// The header without the empty line below it; of one that is too long, its first whole lines.
    byte[] header() {
        byte[] all = header.toByteArray();
        int end = all.length;
        if (end >= mostOfHeader) {
            while (end > 0 && all[end - 1] != '\n') {
                end--;
            }
        }
        if (endsWith(all, end, "\n\r\n")) {
            end -= 2;
        } else if (endsWith(all, end, "\n\n")) {
            end--;
        }
        return Arrays.copyOf(all, end);
    }

    private static boolean endsWith(byte[] octets, int end, String suffix) {
        for (int i = 1; i <= suffix.length(); i++) {
            if (end < i || octets[end - i] != suffix.charAt(suffix.length() - i)) {
                return false;
            }
        }
        return true;
    }
}
