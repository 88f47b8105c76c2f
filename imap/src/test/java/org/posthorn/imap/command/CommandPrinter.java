package org.posthorn.imap.command;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;

/// Writes commands as a client would, one `char` for each octet.
///
/// @param utf8 whether the client enabled UTF-8
record CommandPrinter(boolean utf8) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    String print(Command command) {
        return switch (command) {
            case Command.Capability() -> "CAPABILITY";
            case Command.Noop() -> "NOOP";
            case Command.Logout() -> "LOGOUT";
            case Command.Id(List<Command.Id.Field> fields) -> "ID " + fields(fields);
            case Command.StartTls() -> "STARTTLS";
            case Command.Authenticate(String mechanism, Optional<String> initial) ->
                    "AUTHENTICATE " + mechanism + initial.map(text -> " " + text).orElse("");
            case Command.Login(String user, String password) ->
                    "LOGIN " + string(user) + " " + string(password);
            case Command.Enable(var names) -> "ENABLE " + String.join(" ", names);
            case Command.Select(var name, boolean condstore) ->
                    "SELECT " + mailbox(name) + (condstore ? " (CONDSTORE)" : "");
            case Command.Examine(var name, boolean condstore) ->
                    "EXAMINE " + mailbox(name) + (condstore ? " (condstore)" : "");
            case Command.Create(var name, var uses) -> "CREATE " + mailbox(name) + uses(uses);
            case Command.Delete(var name) -> "DELETE " + mailbox(name);
            case Command.Rename(var from, var to) -> "RENAME " + mailbox(from) + " " + mailbox(to);
            case Command.Subscribe(var name) -> "SUBSCRIBE " + mailbox(name);
            case Command.Unsubscribe(var name) -> "UNSUBSCRIBE " + mailbox(name);
            case Command.ListMailboxes list -> list(list);
            case Command.Lsub(String reference, String pattern) ->
                    "LSUB " + name(reference) + " " + name(pattern);
            case Command.Namespace() -> "NAMESPACE";
            case Command.Status(var name, var items) ->
                    "STATUS " + mailbox(name) + " " + listed(items);
            case Command.Append(var name, var messages) -> append(name, messages);
            case Command.Idle() -> "IDLE";
            case Command.Check() -> "CHECK";
            case Command.Close() -> "CLOSE";
            case Command.Unselect() -> "UNSELECT";
            case Command.Expunge(var uids) ->
                    uids.map(set -> "UID EXPUNGE " + set(set)).orElse("EXPUNGE");
            case Command.Search(boolean byUid, var returns, var key) ->
                    uid(byUid)
                            + "SEARCH "
                            + (returns.isEmpty() ? "" : "RETURN " + listed(returns) + " ")
                            + "CHARSET UTF-8 "
                            + key(key);
            case Command.Fetch(boolean byUid, var set, var items, var changedSince) ->
                    uid(byUid)
                            + "FETCH "
                            + set(set)
                            + " "
                            + items(items)
                            + changedSince.map(n -> " (CHANGEDSINCE " + n + ")").orElse("");
            case Command.Store store -> store(store);
            case Command.Copy(boolean byUid, var set, var target) ->
                    uid(byUid) + "COPY " + set(set) + " " + mailbox(target);
            case Command.Move(boolean byUid, var set, var target) ->
                    uid(byUid) + "MOVE " + set(set) + " " + mailbox(target);
        };
    }

    private static String uid(boolean byUid) {
        return byUid ? "UID " : "";
    }

    private String fields(List<Command.Id.Field> fields) {
        return fields.isEmpty()
                ? "NIL"
                : fields.stream()
                        .map(f -> string(f.name()) + " " + nstring(f.value()))
                        .collect(Collectors.joining(" ", "(", ")"));
    }

    private String nstring(@Nullable String text) {
        return text == null ? "nil" : string(text);
    }

    /// Quoted where it may be, else a literal.
    private String string(String text) {
        String octets = Client.utf8(text);
        boolean literal =
                octets.chars().anyMatch(c -> c == '\r' || c == '\n' || (c > 127 && !utf8));
        return literal
                ? "{" + octets.length() + "+}\r\n" + octets
                : '"' + octets.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String mailbox(MailboxName name) {
        return name(name.value());
    }

    private String name(String name) {
        return string(utf8 ? name : ModifiedUtf7.encode(name));
    }

    private static String uses(Collection<SpecialUse> uses) {
        return uses.isEmpty()
                ? ""
                : uses.stream()
                        .map(SpecialUse::attribute)
                        .collect(Collectors.joining(" ", " (USE (", "))"));
    }

    private static String listed(Collection<? extends Enum<?>> names) {
        return joined(names.stream().map(each -> each.name().replace('_', '-')));
    }

    private static String joined(Stream<String> words) {
        return words.collect(Collectors.joining(" ", "(", ")"));
    }

    private String list(Command.ListMailboxes list) {
        var text = new StringBuilder("LIST ");
        if (!list.extended()) {
            return text.append(name(list.reference()))
                    .append(' ')
                    .append(name(list.patterns().getFirst()))
                    .toString();
        }
        text.append(listed(list.selections())).append(' ').append(name(list.reference()));
        text.append(' ').append(joined(list.patterns().stream().map(this::name)));
        Stream<String> returns = list.returns().stream().map(r -> r.name().replace('_', '-'));
        Stream<String> status =
                list.status().isEmpty()
                        ? Stream.of()
                        : Stream.of("STATUS " + listed(list.status()));
        return text.append(" RETURN ").append(joined(Stream.concat(returns, status))).toString();
    }

    private String append(MailboxName name, List<AppendMessage> messages) {
        var text = new StringBuilder("APPEND ").append(mailbox(name));
        for (AppendMessage message : messages) {
            String octets = message.body().toString();
            text.append(" (").append(message.flags()).append(')');
            message.internalDate().ifPresent(date -> text.append(' ').append(dateTime(date)));
            text.append(" {").append(octets.length()).append("+}\r\n").append(octets);
        }
        return text.toString();
    }

    private static String dateTime(Instant date) {
        return '"' + DATE_TIME.format(date) + '"';
    }

    static String set(SequenceSet set) {
        return set.ranges().stream()
                .map(r -> number(r.first()) + (r.first() == r.last() ? "" : ":" + number(r.last())))
                .collect(Collectors.joining(","));
    }

    private static String number(long number) {
        return number == SequenceSet.STAR ? "*" : String.valueOf(number);
    }

    private String store(Command.Store store) {
        Optional<ModSequence> unchangedSince = store.unchangedSince();
        String sign =
                switch (store.change().kind()) {
                    case REPLACE -> "";
                    case ADD -> "+";
                    case REMOVE -> "-";
                };
        Flags flags = store.change().flags();
        return uid(store.byUid())
                + "STORE "
                + set(store.set())
                + unchangedSince.map(n -> " (UNCHANGEDSINCE " + n + ")").orElse("")
                + " "
                + sign
                + "FLAGS"
                + (store.silent() ? ".SILENT " : " ")
                + (flags.equals(Flags.NONE) ? "()" : flags.toString());
    }

    private String items(List<FetchItem> items) {
        return joined(items.stream().map(this::item));
    }

    private String item(FetchItem item) {
        return switch (item) {
            case FetchItem.Simple simple -> simple.name().replace('_', '.');
            case FetchItem.BodySection(Section section, var partial, boolean peek) ->
                    "BODY" + (peek ? ".PEEK" : "") + section(section) + partial(partial);
            case FetchItem.Binary(var part, var partial, boolean peek) ->
                    "BINARY" + (peek ? ".PEEK" : "") + "[" + part(part) + "]" + partial(partial);
            case FetchItem.BinarySize(var part) -> "BINARY.SIZE[" + part(part) + "]";
        };
    }

    private static String partial(Optional<FetchItem.Partial> partial) {
        return partial.map(p -> "<" + p.offset() + "." + p.length() + ">").orElse("");
    }

    private static String part(Section.Part part) {
        return part.numbers().stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    private String section(Section section) {
        String part = part(section.part());
        String what =
                switch (section.what()) {
                    case Section.What.Content() -> "";
                    case Section.What.Header() -> "HEADER";
                    case Section.What.Text() -> "TEXT";
                    case Section.What.Mime() -> "MIME";
                    case Section.What.HeaderFields(var names, boolean not) ->
                            "HEADER.FIELDS"
                                    + (not ? ".NOT " : " ")
                                    + joined(names.stream().map(this::string));
                };
        return "[" + part + (part.isEmpty() || what.isEmpty() ? "" : ".") + what + "]";
    }

    private String key(SearchKey key) {
        return switch (key) {
            case SearchKey.And(var keys) ->
                    keys.isEmpty() ? "ALL" : joined(keys.stream().map(this::key));
            case SearchKey.Or(var left, var right) -> "OR " + key(left) + " " + key(right);
            case SearchKey.Not(var not) -> "NOT " + key(not);
            case SearchKey.HasFlag(var flag) -> flag.name();
            case SearchKey.Recent() -> "RECENT";
            case SearchKey.Keyword(var keyword) -> "KEYWORD " + keyword;
            case SearchKey.SequenceNumbers(var set) -> set(set);
            case SearchKey.Uids(var set) -> "UID " + set(set);
            case SearchKey.Larger(long octets) -> "LARGER " + octets;
            case SearchKey.Smaller(long octets) -> "SMALLER " + octets;
            case SearchKey.DateIs(var field, var relation, LocalDate date) ->
                    prefix(field) + relation.name() + " " + DATE.format(date);
            case SearchKey.Addresses(var field, var text) -> field.name() + " " + string(text);
            case SearchKey.Subject(var text) -> "SUBJECT " + string(text);
            case SearchKey.Header(var field, var text) ->
                    "HEADER " + string(field) + " " + string(text);
            case SearchKey.Body(var text) -> "BODY " + string(text);
            case SearchKey.Text(var text) -> "TEXT " + string(text);
            case SearchKey.ModSeq(var least) -> "MODSEQ " + least;
            case SearchKey.EmailId(var id) -> "EMAILID " + id;
            case SearchKey.ThreadId(var id) -> "THREADID " + id;
        };
    }

    private static String prefix(SearchKey.DateField field) {
        return switch (field) {
            case INTERNAL -> "";
            case SENT -> "SENT";
            case SAVED -> "SAVED";
        };
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
