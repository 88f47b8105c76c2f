/// Runs transcripts: `*.transcript` files in which a mail engineer reads what client and server
/// say.
///
/// Start at [org.posthorn.net.transcript.Transcripts], which makes a test of each file of a folder.
/// A protocol brings a [org.posthorn.net.transcript.TranscriptHost] that understands the protocol's
/// `given` lines.
///
/// ```
/// # A comment. Blank lines part what belongs together.
/// given INBOX with 2 messages          understood by the protocol's host, before the first connection
/// C: a1 NOOP                           the client sends the line and CRLF
/// S: a1 OK <text>                      the server must send exactly this line and CRLF
/// when mail arrives for alice          something happens, understood by the host
/// C2: b1 IDLE                          another connection, made when first named
/// S2: + <text>
/// ```
///
/// A literal is written as its lines, which is what goes over the wire. In a line may stand:
///
/// | placeholder | stands for |
/// | --- | --- |
/// | `<text>`, `<number>` | any text, also none; digits (server only) |
/// | `<name:text>`, `<name:number>` | the same, remembered (server only) |
/// | `<name>` | what was remembered under this name |
/// | `<CR>`, `<LF>`, `<NUL>`, `<TAB>`, `<SP>`, `<octet:ff>` | one octet |
/// | `<repeat:9000:x>` | that many times |
/// | `<base64:…>` | the base64 of what the placeholders in it make |
/// | `<more>` | at the end: no CRLF follows (client only) |
///
/// Whole lines: `C: <close>`, `C: <tls>` (handshake), `S: <closed>`, and `S: <lines>`, any lines up
/// to the first that fits the next `S:` line. Everything else between `<` and `>` is just text.
///
/// Layers: knows sockets and no protocol.
///
/// Threads: a transcript runs on its test's thread, whichever connection speaks.
///
/// Errors: a deviation is an `AssertionError` that shows the conversation up to it; a server that
/// stays silent is one too.
@NullMarked
package org.posthorn.net.transcript;

import org.jspecify.annotations.NullMarked;
