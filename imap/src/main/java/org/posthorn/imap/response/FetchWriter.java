package org.posthorn.imap.response;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.Section;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

/// Writes one FETCH response, item by item (RFC 9051 section 7.5.2).
///
/// What is written cannot be taken back: open a message's content before its literal begins.
///
/// ```
/// message-data = nz-number SP ("EXPUNGE" / ("FETCH" SP msg-att))
/// msg-att      = "(" (msg-att-dynamic / msg-att-static) *(SP (msg-att-dynamic / msg-att-static)) ")"
/// ```
public final class FetchWriter {
    private final ResponseOutput out;
    private final boolean utf8;
    private boolean empty = true;

    FetchWriter(ResponseOutput out, boolean utf8) {
        this.out = out;
        this.utf8 = utf8;
    }

    void start(long sequenceNumber) throws IOException {
        out.ascii("* ").number(sequenceNumber).ascii(" FETCH (");
    }

    private ResponseOutput item(String name) throws IOException {
        if (!empty) {
            out.space();
        }
        empty = false;
        return out.ascii(name);
    }

    public FetchWriter uid(Uid uid) throws IOException {
        item("UID ").number(uid.value());
        return this;
    }

    /// FLAGS, with `\Recent` where this session was the first to be told of the message.
    public FetchWriter flags(Flags flags, boolean recent) throws IOException {
        item("FLAGS (");
        FlagWriter.names(out, flags, recent ? "\\Recent" : null);
        out.octet(')');
        return this;
    }

    public FetchWriter internalDate(Instant date) throws IOException {
        item("INTERNALDATE ");
        DateTimeWriter.write(out, date);
        return this;
    }

    /// RFC822.SIZE.
    public FetchWriter size(long octets) throws IOException {
        item("RFC822.SIZE ").number(octets);
        return this;
    }

    public FetchWriter modSeq(ModSequence modSequence) throws IOException {
        item("MODSEQ (").number(modSequence.value()).octet(')');
        return this;
    }

    public FetchWriter emailId(String objectId) throws IOException {
        item("EMAILID (").ascii(objectId).octet(')');
        return this;
    }

    public FetchWriter threadId(String objectId) throws IOException {
        item("THREADID (").ascii(objectId).octet(')');
        return this;
    }

    public FetchWriter saveDate(Instant date) throws IOException {
        item("SAVEDATE ");
        DateTimeWriter.write(out, date);
        return this;
    }

    public FetchWriter preview(String text) throws IOException {
        item("PREVIEW ").unicode(text, utf8);
        return this;
    }

    public FetchWriter envelope(Envelope envelope) throws IOException {
        item("ENVELOPE ");
        EnvelopeWriter.write(out, envelope);
        return this;
    }

    /// BODY without a section.
    public FetchWriter body(BodyPart root) throws IOException {
        item("BODY ");
        new BodyStructureWriter(out, false).write(root);
        return this;
    }

    public FetchWriter bodyStructure(BodyPart root) throws IOException {
        item("BODYSTRUCTURE ");
        new BodyStructureWriter(out, true).write(root);
        return this;
    }

    public FetchWriter binarySize(FetchItem.BinarySize item, long octets) throws IOException {
        label(item).space().number(octets);
        return this;
    }

    /// The answer to a section, a binary part or RFC822 and its kin, as a literal.
    ///
    /// @param octets how many `body` writes
    public FetchWriter literal(FetchItem item, long octets, LiteralBody body) throws IOException {
        label(item).space();
        literal(octets, body);
        return this;
    }

    /// A binary part that holds NUL (RFC 3516 section 4.3).
    public FetchWriter literal8(FetchItem.Binary item, long octets, LiteralBody body)
            throws IOException {
        label(item).space().octet('~');
        literal(octets, body);
        return this;
    }

    private void literal(long octets, LiteralBody body) throws IOException {
        out.literalHeader(octets);
        var counted = new CountedOutput(out.drained(), octets);
        body.writeTo(counted);
        counted.finish();
    }

    /// The answer to a section that is short and at hand, such as a few header fields.
    public FetchWriter literal(FetchItem item, byte[] octets) throws IOException {
        label(item).space().literalHeader(octets.length).octets(octets);
        return this;
    }

    /// The answer to a section that the message does not have.
    public FetchWriter nil(FetchItem item) throws IOException {
        label(item).space().nil();
        return this;
    }

    /// Ends the response. A FETCH response holds at least one item.
    public void end() throws IOException {
        if (empty) {
            throw new IllegalStateException("a FETCH response without items");
        }
        out.octet(')').endOfLine();
    }

    /// ```
    /// msg-att-static = … / "BODY" section ["<" number ">"] SP nstring /
    ///                  "BINARY" section-binary SP (nstring / literal8) /
    ///                  "BINARY.SIZE" section-binary SP number
    /// ```
    private ResponseOutput label(FetchItem item) throws IOException {
        return switch (item) {
            case FetchItem.Simple simple -> item(simple.name().replace('_', '.'));
            case FetchItem.BodySection(Section section, var partial, _) -> {
                item("BODY[");
                section(section);
                yield origin(partial.orElse(null));
            }
            case FetchItem.Binary(Section.Part part, var partial, _) -> {
                item("BINARY[");
                part(part);
                yield origin(partial.orElse(null));
            }
            case FetchItem.BinarySize(Section.Part part) -> {
                item("BINARY.SIZE[");
                part(part);
                yield out.octet(']');
            }
        };
    }

    private ResponseOutput origin(FetchItem.@Nullable Partial partial) throws IOException {
        out.octet(']');
        return partial == null ? out : out.octet('<').number(partial.offset()).octet('>');
    }

    private void part(Section.Part part) throws IOException {
        String before = "";
        for (int number : part.numbers()) {
            out.ascii(before).number(number);
            before = ".";
        }
    }

    /// ```
    /// section-spec = section-msgtext / (section-part ["." section-text])
    /// ```
    private void section(Section section) throws IOException {
        part(section.part());
        boolean dot = !section.part().numbers().isEmpty();
        switch (section.what()) {
            case Section.What.Content() -> {}
            case Section.What.Header() -> what(dot, "HEADER");
            case Section.What.Text() -> what(dot, "TEXT");
            case Section.What.Mime() -> what(dot, "MIME");
            case Section.What.HeaderFields(List<String> names, boolean not) -> {
                what(dot, not ? "HEADER.FIELDS.NOT " : "HEADER.FIELDS ");
                headerList(names);
            }
        }
    }

    private void what(boolean dot, String name) throws IOException {
        out.ascii(dot ? "." : "").ascii(name);
    }

    /// ```
    /// header-list = "(" header-fld-name *(SP header-fld-name) ")"
    /// ```
    private void headerList(List<String> names) throws IOException {
        char before = '(';
        for (String name : names) {
            NameWriter.astring(out.octet(before), name);
            before = ' ';
        }
        out.octet(')');
    }
}
