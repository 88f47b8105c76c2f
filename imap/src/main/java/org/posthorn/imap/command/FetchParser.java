package org.posthorn.imap.command;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.FetchItem.Simple;
import org.posthorn.imap.command.Section.What.HeaderFields;
import org.posthorn.mailbox.store.ModSequence;

/// FETCH (RFC 9051 section 6.4.5).
final class FetchParser {
    private static final List<FetchItem> FAST =
            List.of(Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE);
    private static final List<FetchItem> ALL =
            List.of(Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE, Simple.ENVELOPE);
    private static final List<FetchItem> FULL =
            List.of(
                    Simple.FLAGS,
                    Simple.INTERNALDATE,
                    Simple.RFC822_SIZE,
                    Simple.ENVELOPE,
                    Simple.BODY);

    /// Clients ask for some dozens at most.
    private static final int MAX_ITEMS = 500;

    /// For each of these a header or a part is read and looked through once or twice.
    private static final int MAX_READINGS = 50;

    private FetchParser() {}

    /// ```
    /// fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")")
    ///         [fetch-modifiers]
    /// ```
    static Command.Fetch parse(CommandScanner in, boolean byUid)
            throws RefusedException, IOException {
        SequenceSet set = SequenceSetParser.parse(in);
        List<FetchItem> items = items(in.space());
        return new Command.Fetch(byUid, set, items, changedSince(in));
    }

    private static List<FetchItem> items(CommandScanner in) throws RefusedException, IOException {
        if (!in.takes("(")) {
            String name = in.keyword("an item");
            return switch (name) {
                case "ALL" -> ALL;
                case "FULL" -> FULL;
                case "FAST" -> FAST;
                default -> List.of(item(name, in));
            };
        }
        Set<FetchItem> items = new LinkedHashSet<>();
        int readings = 0;
        do {
            FetchItem item = item(in.keyword("an item"), in);
            readings += items.add(item) && isReadThrough(item) ? 1 : 0;
            if (items.size() > MAX_ITEMS || readings > MAX_READINGS) {
                throw new RefusedException(Refusal.Reason.LIMIT, "too many items at once");
            }
        } while (in.takes(" "));
        in.expect(")");
        return List.copyOf(items);
    }

    private static boolean isReadThrough(FetchItem item) {
        return switch (item) {
            case FetchItem.BodySection body -> body.section().what() instanceof HeaderFields;
            case FetchItem.Binary _, FetchItem.BinarySize _ -> true;
            case Simple _ -> false;
        };
    }

    /// ```
    /// fetch-att = "ENVELOPE" / "FLAGS" / "INTERNALDATE" / "RFC822" [".HEADER" / ".SIZE" / ".TEXT"] /
    ///             "BODY" ["STRUCTURE"] / "UID" / "BODY" section [partial] / "BODY.PEEK" section [partial] /
    ///             "BINARY" [".PEEK"] section-binary [partial] / "BINARY.SIZE" section-binary /
    ///             "MODSEQ" / "EMAILID" / "THREADID" / "SAVEDATE" / "PREVIEW" [SP "(" "LAZY" ")"]
    /// ```
    private static FetchItem item(String name, CommandScanner in)
            throws RefusedException, IOException {
        return switch (name) {
            case "ENVELOPE" -> Simple.ENVELOPE;
            case "FLAGS" -> Simple.FLAGS;
            case "INTERNALDATE" -> Simple.INTERNALDATE;
            case "RFC822" -> Simple.RFC822;
            case "RFC822.HEADER" -> Simple.RFC822_HEADER;
            case "RFC822.SIZE" -> Simple.RFC822_SIZE;
            case "RFC822.TEXT" -> Simple.RFC822_TEXT;
            case "BODY" -> in.peek() == '[' ? section(in, false) : Simple.BODY;
            case "BODY.PEEK" -> section(in, true);
            case "BODYSTRUCTURE" -> Simple.BODYSTRUCTURE;
            case "BINARY" -> binary(in, false);
            case "BINARY.PEEK" -> binary(in, true);
            case "BINARY.SIZE" -> new FetchItem.BinarySize(SectionParser.parsePart(in));
            case "UID" -> Simple.UID;
            case "MODSEQ" -> Simple.MODSEQ;
            case "EMAILID" -> Simple.EMAILID;
            case "THREADID" -> Simple.THREADID;
            case "SAVEDATE" -> Simple.SAVEDATE;
            case "PREVIEW" -> preview(in);
            default -> throw RefusedException.bad("the item is not known");
        };
    }

    /// What follows in parentheses may also be the modifiers of the whole command.
    private static FetchItem preview(CommandScanner in) throws RefusedException {
        if (in.looksAt(" (LAZY")) {
            in.expect(" (LAZY").expect(")");
        }
        return Simple.PREVIEW;
    }

    private static FetchItem section(CommandScanner in, boolean peek)
            throws RefusedException, IOException {
        Section section = SectionParser.parse(in);
        return new FetchItem.BodySection(section, partial(in), peek);
    }

    private static FetchItem binary(CommandScanner in, boolean peek) throws RefusedException {
        Section.Part part = SectionParser.parsePart(in);
        return new FetchItem.Binary(part, partial(in), peek);
    }

    /// ```
    /// partial = "<" number64 "." nz-number64 ">"
    /// ```
    private static Optional<FetchItem.Partial> partial(CommandScanner in) throws RefusedException {
        if (!in.takes("<")) {
            return Optional.empty();
        }
        long offset = in.number64();
        long length = in.expect(".").number64();
        if (length == 0) {
            throw RefusedException.bad("a part of nothing");
        }
        in.expect(">");
        return Optional.of(new FetchItem.Partial(offset, length));
    }

    /// RFC 7162 section 3.1.4.1.
    ///
    /// ```
    /// fetch-modifiers = SP "(" fetch-modifier *(SP fetch-modifier) ")"
    /// fetch-modifier  = "CHANGEDSINCE" SP mod-sequence-value
    /// ```
    private static Optional<ModSequence> changedSince(CommandScanner in) throws RefusedException {
        if (in.atEnd()) {
            return Optional.empty();
        }
        long value = in.space().expect("(").expect("CHANGEDSINCE").space().number64();
        in.expect(")");
        return Optional.of(new ModSequence(value));
    }
}
