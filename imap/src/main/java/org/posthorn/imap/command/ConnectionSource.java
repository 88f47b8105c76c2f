package org.posthorn.imap.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.posthorn.net.ConnectionInput;
import org.posthorn.net.LineTooLongException;

/// The octets of a real connection.
record ConnectionSource(ConnectionInput input, CommandReader.Listener listener)
        implements OctetSource {
    @Override
    public byte @Nullable [] readLine(int maxOctets) throws IOException {
        try {
            byte[] line = input.readLine(maxOctets);
            listener.heard(line);
            return line;
        } catch (LineTooLongException _) {
            return null;
        }
    }

    @Override
    public int read() throws IOException {
        return input.read();
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        return input.read(octets, offset, length);
    }
}
