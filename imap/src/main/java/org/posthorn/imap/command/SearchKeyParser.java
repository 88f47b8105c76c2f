package org.posthorn.imap.command;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.SearchKey.AddressField;
import org.posthorn.imap.command.SearchKey.DateField;
import org.posthorn.imap.command.SearchKey.DateIs;
import org.posthorn.imap.command.SearchKey.HasFlag;
import org.posthorn.imap.command.SearchKey.Not;
import org.posthorn.imap.command.SearchKey.Relation;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SystemFlag;

/// The conditions of SEARCH (RFC 9051 sections 6.4.4 and 9, RFC 3501 section 6.4.4).
final class SearchKeyParser {
    /// Clients that look for one of many words nest as many ORs.
    private static final int MAX_DEPTH = 250;

    private static final int MAX_KEYS = 10_000;

    /// Programs that look for many messages by their Message-ID send some hundreds at a time.
    private static final int MAX_TEXTS = 1000;

    /// BODY and TEXT look through all octets of a message; the longest filters of people have some
    /// dozens of them.
    private static final int MAX_MESSAGE_TEXTS = 100;

    /// All texts of a command together; what they cost in memory is a multiple of it.
    private static final int MAX_TEXT_OCTETS = 256 * 1024;

    private static final SearchKey ALL = new SearchKey.And(List.of());

    private final CommandScanner in;
    private final Charset charset;
    private int depth;
    private int keys;
    private int texts;
    private int messageTexts;
    private int textOctets;

    SearchKeyParser(CommandScanner in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    /// ```
    /// search-key *(SP search-key)
    /// ```
    SearchKey program() throws RefusedException, IOException {
        var keys = new ArrayList<SearchKey>();
        do {
            keys.add(key());
        } while (in.takes(" "));
        return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(List.copyOf(keys));
    }

    /// ```
    /// search-key = … / sequence-set / "(" search-key *(SP search-key) ")"
    /// ```
    private SearchKey key() throws RefusedException, IOException {
        if (++depth > MAX_DEPTH) {
            throw new RefusedException(Refusal.Reason.LIMIT, "the conditions are nested too deep");
        }
        if (++keys > MAX_KEYS) {
            throw tooMany("conditions");
        }
        SearchKey key;
        if (in.takes("(")) {
            key = program();
            in.expect(")");
        } else if (SequenceSetParser.startsAt(in.peek())) {
            key = new SearchKey.SequenceNumbers(SequenceSetParser.parse(in));
        } else {
            key = named(in.keyword("a condition"));
        }
        depth--;
        return key;
    }

    private SearchKey named(String name) throws RefusedException, IOException {
        SearchKey flag = flag(name);
        if (flag != null) {
            return flag;
        }
        SearchKey date = date(name);
        return date != null ? date : withArgument(name);
    }

    private static @Nullable SearchKey flag(String name) {
        return switch (name) {
            case "ANSWERED" -> new HasFlag(SystemFlag.ANSWERED);
            case "DELETED" -> new HasFlag(SystemFlag.DELETED);
            case "DRAFT" -> new HasFlag(SystemFlag.DRAFT);
            case "FLAGGED" -> new HasFlag(SystemFlag.FLAGGED);
            case "SEEN" -> new HasFlag(SystemFlag.SEEN);
            case "UNANSWERED" -> new Not(new HasFlag(SystemFlag.ANSWERED));
            case "UNDELETED" -> new Not(new HasFlag(SystemFlag.DELETED));
            case "UNDRAFT" -> new Not(new HasFlag(SystemFlag.DRAFT));
            case "UNFLAGGED" -> new Not(new HasFlag(SystemFlag.FLAGGED));
            case "UNSEEN" -> new Not(new HasFlag(SystemFlag.SEEN));
            case "RECENT" -> new SearchKey.Recent();
            case "OLD" -> new Not(new SearchKey.Recent());
            case "NEW" ->
                    new SearchKey.And(
                            List.of(new SearchKey.Recent(), new Not(new HasFlag(SystemFlag.SEEN))));
            case "ALL", "SAVEDATESUPPORTED" -> ALL;
            default -> null;
        };
    }

    private @Nullable SearchKey date(String name) throws RefusedException {
        return switch (name) {
            case "BEFORE" -> date(DateField.INTERNAL, Relation.BEFORE);
            case "ON" -> date(DateField.INTERNAL, Relation.ON);
            case "SINCE" -> date(DateField.INTERNAL, Relation.SINCE);
            case "SENTBEFORE" -> date(DateField.SENT, Relation.BEFORE);
            case "SENTON" -> date(DateField.SENT, Relation.ON);
            case "SENTSINCE" -> date(DateField.SENT, Relation.SINCE);
            case "SAVEDBEFORE" -> date(DateField.SAVED, Relation.BEFORE);
            case "SAVEDON" -> date(DateField.SAVED, Relation.ON);
            case "SAVEDSINCE" -> date(DateField.SAVED, Relation.SINCE);
            default -> null;
        };
    }

    private SearchKey date(DateField field, Relation relation) throws RefusedException {
        return new DateIs(field, relation, DateParser.date(in.space()));
    }

    private SearchKey withArgument(String name) throws RefusedException, IOException {
        return switch (name) {
            case "BCC", "CC", "FROM", "TO" ->
                    new SearchKey.Addresses(AddressField.valueOf(name), text());
            case "SUBJECT" -> new SearchKey.Subject(text());
            case "HEADER" -> {
                String field = in.space().astring("the field");
                yield new SearchKey.Header(CommandScanner.text(field), text());
            }
            case "BODY" -> new SearchKey.Body(textOfMessage());
            case "TEXT" -> new SearchKey.Text(textOfMessage());
            case "KEYWORD" -> new SearchKey.Keyword(FlagParser.keyword(in.space()));
            case "UNKEYWORD" -> new Not(new SearchKey.Keyword(FlagParser.keyword(in.space())));
            case "LARGER" -> new SearchKey.Larger(in.space().number64());
            case "SMALLER" -> new SearchKey.Smaller(in.space().number64());
            case "UID" -> new SearchKey.Uids(SequenceSetParser.parse(in.space()));
            case "NOT" -> {
                in.space();
                yield new Not(key());
            }
            case "OR" -> {
                in.space();
                SearchKey left = key();
                in.space();
                yield new SearchKey.Or(left, key());
            }
            case "MODSEQ" -> modSeq();
            case "EMAILID" -> new SearchKey.EmailId(in.space().atom("the id"));
            case "THREADID" -> new SearchKey.ThreadId(in.space().atom("the id"));
            default -> throw RefusedException.bad("the condition is not known");
        };
    }

    /// A message has one mod-sequence for all its flags, so the entry makes no difference (RFC 7162
    /// section 3.1.5).
    ///
    /// ```
    /// search-key =/ "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer
    /// ```
    private SearchKey modSeq() throws RefusedException, IOException {
        in.space();
        if (in.peek() == '"') {
            in.string();
            String type = in.space().keyword("the entry's type");
            if (!List.of("PRIV", "SHARED", "ALL").contains(type)) {
                throw RefusedException.bad("the entry's type is not known");
            }
            in.space();
        }
        return new SearchKey.ModSeq(new ModSequence(in.number64()));
    }

    private static RefusedException tooMany(String what) {
        return new RefusedException(Refusal.Reason.LIMIT, "too many " + what + " at once");
    }

    private String textOfMessage() throws RefusedException, IOException {
        if (++messageTexts > MAX_MESSAGE_TEXTS) {
            throw tooMany("texts in whole messages");
        }
        return text();
    }

    private String text() throws RefusedException, IOException {
        if (++texts > MAX_TEXTS) {
            throw tooMany("texts");
        }
        String octets = in.space().astring("a text");
        textOctets += octets.length();
        if (textOctets > MAX_TEXT_OCTETS) {
            throw new RefusedException(Refusal.Reason.LIMIT, "the texts are too long");
        }
        String text = CommandScanner.decode(octets, charset);
        if (text == null) {
            throw RefusedException.bad("the text is not in " + charset.name());
        }
        return text;
    }
}
