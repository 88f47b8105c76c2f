package org.posthorn.imap;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.FetchItem.Partial;
import org.posthorn.imap.command.FetchItem.Simple;
import org.posthorn.imap.command.Section;
import org.posthorn.imap.command.Section.What;
import org.posthorn.imap.response.FetchWriter;
import org.posthorn.imap.section.Piece;
import org.posthorn.imap.section.Progress;
import org.posthorn.imap.section.Sections;
import org.posthorn.imap.section.UnknownEncodingException;
import org.posthorn.mailbox.mime.ParsedMessage;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageSummary;

/// An item of one message, found and ready to be written: nothing can fail after its first octet
/// but the store and the connection.
///
/// @param piece the octets, null when they are not asked for or the message has no such part
/// @param summary null when nothing of it is asked for
record FetchedItem(FetchItem item, @Nullable Piece piece, @Nullable MessageSummary summary) {
    private static final Section.Part MESSAGE = new Section.Part(List.of());

    /// @param summary not null where the item, or one beside it, needs it
    /// @param content the same
    /// @param progress is asked while an item is found that takes long
    static FetchedItem of(
            FetchItem item,
            @Nullable MessageSummary summary,
            @Nullable MessageContent content,
            Progress progress)
            throws IOException, UnknownEncodingException {
        if (content == null || summary == null) {
            return new FetchedItem(item, null, summary);
        }
        var sections = new Sections(summary.parsed().root(), content);
        Piece piece =
                switch (item) {
                    case FetchItem.BodySection body -> sections.find(body.section());
                    case FetchItem.Binary binary -> sections.findDecoded(binary.part(), progress);
                    case FetchItem.BinarySize size -> sections.findDecoded(size.part(), progress);
                    case Simple.RFC822 -> sections.whole();
                    case Simple.RFC822_HEADER ->
                            sections.find(new Section(MESSAGE, new What.Header()));
                    case Simple.RFC822_TEXT -> sections.find(new Section(MESSAGE, new What.Text()));
                    case Simple _ -> null;
                };
        return new FetchedItem(item, piece, summary);
    }

    void write(FetchWriter out, MessageRow row, MailboxView view) throws IOException {
        switch (item) {
            case Simple simple -> simple(out, simple, row, view);
            case FetchItem.BodySection body -> octets(out, body.partial());
            case FetchItem.Binary binary -> octets(out, binary.partial());
            case FetchItem.BinarySize size ->
                    out.binarySize(size, piece == null ? 0 : piece.size());
        }
    }

    private void simple(FetchWriter out, Simple simple, MessageRow row, MailboxView view)
            throws IOException {
        switch (simple) {
            case UID -> out.uid(row.uid());
            case FLAGS -> out.flags(row.flags(), view.isRecent(row.uid()));
            case INTERNALDATE -> out.internalDate(row.internalDate());
            case RFC822_SIZE -> out.size(row.sizeOctets());
            case MODSEQ -> out.modSeq(row.modSequence());
            case ENVELOPE -> out.envelope(parsed().envelope());
            case BODY -> out.body(parsed().root());
            case BODYSTRUCTURE -> out.bodyStructure(parsed().root());
            case EMAILID -> out.emailId(required().emailId().toString());
            case THREADID -> out.threadId(required().threadId().toString());
            case SAVEDATE -> out.saveDate(required().saveDate());
            case PREVIEW -> out.preview(parsed().preview());
            case RFC822, RFC822_HEADER, RFC822_TEXT -> octets(out, Optional.empty());
        }
    }

    private MessageSummary required() {
        return Objects.requireNonNull(summary, "planned without its summary");
    }

    private ParsedMessage parsed() {
        return required().parsed();
    }

    /// A partial beyond the end is an empty string (RFC 9051 section 6.4.5).
    private void octets(FetchWriter out, Optional<Partial> partial) throws IOException {
        Piece octets = piece;
        if (octets == null) {
            out.nil(item);
            return;
        }
        long offset = Math.min(partial.map(Partial::offset).orElse(0L), octets.size());
        long rest = octets.size() - offset;
        long length = Math.min(partial.map(Partial::length).orElse(rest), rest);
        if (item instanceof FetchItem.Binary binary && octets.hasNul()) {
            out.literal8(binary, length, to -> octets.writeTo(to, offset, length));
        } else {
            out.literal(item, length, to -> octets.writeTo(to, offset, length));
        }
    }
}
