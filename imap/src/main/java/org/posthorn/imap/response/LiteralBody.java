package org.posthorn.imap.response;

import java.io.IOException;
import java.io.OutputStream;

/// Writes the octets of a literal, exactly as many as were announced.
@FunctionalInterface
public interface LiteralBody {
    void writeTo(OutputStream out) throws IOException;
}
