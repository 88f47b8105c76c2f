package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.Writer;

/// Where Derby's own log goes: line by line into ours, and never into a file of the working
/// directory.
public final class DerbyLog extends Writer {
    private static final System.Logger LOG = System.getLogger("org.posthorn.derby");

    private final StringBuilder line = new StringBuilder();

    private DerbyLog() {}

    /// Derby calls this by name.
    public static Writer open() {
        return new DerbyLog();
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] != '\n') {
                line.append(text[i]);
            } else {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (!line.isEmpty()) {
            String text = line.toString();
            line.setLength(0);
            LOG.log(System.Logger.Level.DEBUG, text);
            DerbyAlarm.hear(text);
        }
    }

    @Override
    public void close() {}
}
