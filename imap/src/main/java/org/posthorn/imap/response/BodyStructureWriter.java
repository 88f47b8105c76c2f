package org.posthorn.imap.response;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.PartHeader;

/// Writes BODYSTRUCTURE, or BODY when `extended` is false (RFC 9051 section 7.5.2).
///
/// @param extended with the extension data
record BodyStructureWriter(ResponseOutput out, boolean extended) {

    /// ```
    /// body = "(" (body-type-1part / body-type-mpart) ")"
    /// ```
    void write(BodyPart part) throws IOException {
        out.octet('(');
        switch (part) {
            case BodyPart.Leaf leaf -> leaf(leaf);
            case BodyPart.Embedded embedded -> embedded(embedded);
            case BodyPart.Multipart multipart -> multipart(multipart);
        }
        out.octet(')');
    }

    /// ```
    /// body-type-basic = media-basic SP body-fields
    /// body-type-text  = media-text SP body-fields SP body-fld-lines
    /// ```
    private void leaf(BodyPart.Leaf leaf) throws IOException {
        fields(leaf);
        if (leaf.header().type().equalsIgnoreCase("text")) {
            out.space().number(leaf.extent().lines());
        }
        onePartExtension(leaf.header());
    }

    /// ```
    /// body-type-msg = media-message SP body-fields SP envelope SP body SP body-fld-lines
    /// ```
    private void embedded(BodyPart.Embedded embedded) throws IOException {
        fields(embedded);
        out.space();
        EnvelopeWriter.write(out, embedded.envelope());
        out.space();
        write(embedded.message());
        out.space().number(embedded.extent().lines());
        onePartExtension(embedded.header());
    }

    /// ```
    /// body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]
    /// body-ext-mpart  = body-fld-param [SP body-fld-dsp [SP body-fld-lang [SP body-fld-loc]]]
    /// ```
    private void multipart(BodyPart.Multipart multipart) throws IOException {
        for (BodyPart part : multipart.parts()) {
            write(part);
        }
        PartHeader header = multipart.header();
        out.space().string(header.subtype());
        if (extended) {
            out.space();
            parameters(header.parameters());
            dispositionLanguageLocation(header);
        }
    }

    /// ```
    /// body-fields = body-fld-param SP body-fld-id SP body-fld-desc SP body-fld-enc SP body-fld-octets
    /// ```
    private void fields(BodyPart part) throws IOException {
        PartHeader header = part.header();
        out.string(header.type()).space().string(header.subtype()).space();
        parameters(header.parameters());
        out.space().nstring(header.id()).space().nstring(header.description()).space();
        out.string(header.encoding()).space().number(part.extent().bodyOctets());
    }

    /// ```
    /// body-ext-1part = body-fld-md5 [SP body-fld-dsp [SP body-fld-lang [SP body-fld-loc]]]
    /// ```
    private void onePartExtension(PartHeader header) throws IOException {
        if (extended) {
            out.space().nstring(header.md5());
            dispositionLanguageLocation(header);
        }
    }

    private void dispositionLanguageLocation(PartHeader header) throws IOException {
        out.space();
        disposition(header.disposition());
        out.space();
        languages(header.languages());
        out.space().nstring(header.location());
    }

    /// ```
    /// body-fld-dsp = "(" string SP body-fld-param ")" / nil
    /// ```
    private void disposition(PartHeader.@Nullable Disposition disposition) throws IOException {
        if (disposition == null) {
            out.nil();
            return;
        }
        out.octet('(').string(disposition.type()).space();
        parameters(disposition.parameters());
        out.octet(')');
    }

    /// ```
    /// body-fld-lang = nstring / "(" string *(SP string) ")"
    /// ```
    private void languages(List<String> languages) throws IOException {
        if (languages.size() < 2) {
            out.nstring(languages.isEmpty() ? null : languages.getFirst());
            return;
        }
        char before = '(';
        for (String language : languages) {
            out.octet(before).string(language);
            before = ' ';
        }
        out.octet(')');
    }

    /// ```
    /// body-fld-param = "(" string SP string *(SP string SP string) ")" / nil
    /// ```
    private void parameters(List<PartHeader.Parameter> parameters) throws IOException {
        if (parameters.isEmpty()) {
            out.nil();
            return;
        }
        char before = '(';
        for (PartHeader.Parameter parameter : parameters) {
            out.octet(before).string(parameter.name()).space().string(parameter.value());
            before = ' ';
        }
        out.octet(')');
    }
}
