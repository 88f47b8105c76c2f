package org.posthorn.imap.response;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What a writer writes, one `char` for each octet.
final class Wire {
    final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    final ResponseWriter writer = new ResponseWriter(octets);

    interface Writing {
        void to(ResponseWriter writer) throws IOException;
    }

    interface Item {
        void to(FetchWriter writer) throws IOException;
    }

    interface Form {
        void to(ResponseOutput out) throws IOException;
    }

    static String written(Response response) throws IOException {
        return written(writer -> writer.write(response));
    }

    static String written(Writing writing) throws IOException {
        var wire = new Wire();
        writing.to(wire.writer);
        return wire.sent();
    }

    /// The one item of a FETCH response.
    static String item(Item item) throws IOException {
        String response =
                written(writer -> {
                    FetchWriter fetch = writer.fetch(7);
                    item.to(fetch);
                    fetch.end();
                });
        return response.substring("* 7 FETCH (".length(), response.length() - ")\r\n".length());
    }

    static String form(Form form) throws IOException {
        var octets = new ByteArrayOutputStream();
        var out = new ResponseOutput(octets);
        form.to(out);
        out.flush();
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    String sent() throws IOException {
        writer.flush();
        String sent = octets.toString(StandardCharsets.ISO_8859_1);
        octets.reset();
        return sent;
    }

    static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
