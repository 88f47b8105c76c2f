package org.posthorn.imap.command;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.SystemFlag;

/// Makes up commands of every kind.
record Commands(RandomGenerator random) {

    Command next() {
        return switch (random.nextInt(29)) {
            case 0 -> new Command.Capability();
            case 1 -> new Command.Noop();
            case 2 -> new Command.Logout();
            case 3 -> new Command.Id(some(0, this::field));
            case 4 -> new Command.StartTls();
            case 5 ->
                    new Command.Authenticate(
                            "PLAIN", maybe(() -> random.nextBoolean() ? "=" : "AG+/=="));
            case 6 -> new Command.Login(text(), text());
            case 7 -> new Command.Enable(new TreeSet<>(List.of("CONDSTORE", "UTF8=ACCEPT")));
            case 8 -> new Command.Select(name(), random.nextBoolean());
            case 9 -> new Command.Examine(name(), random.nextBoolean());
            case 10 -> new Command.Create(name(), several(SpecialUse.class));
            case 11 -> new Command.Delete(name());
            case 12 -> new Command.Rename(name(), name());
            case 13 -> new Command.Subscribe(name());
            case 14 -> new Command.Unsubscribe(name());
            case 15 -> list();
            case 16 -> new Command.Lsub("", pattern());
            case 17 -> new Command.Namespace();
            case 18 -> new Command.Status(name(), oneOrMore(StatusItem.class));
            case 19 -> new Command.Append(name(), some(1, this::message));
            case 20 -> new Command.Idle();
            case 21 -> random.nextBoolean() ? new Command.Check() : new Command.Unselect();
            case 22 -> new Command.Close();
            case 23 -> new Command.Expunge(maybe(this::set));
            case 24 ->
                    new Command.Search(random.nextBoolean(), several(SearchReturn.class), key(4));
            case 25 -> fetch();
            case 26 -> store();
            case 27 -> new Command.Copy(random.nextBoolean(), set(), name());
            default -> new Command.Move(random.nextBoolean(), set(), name());
        };
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> some(int least, Supplier<T> value) {
        var values = new ArrayList<T>();
        int count = least + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            values.add(value.get());
        }
        return List.copyOf(values);
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <E extends Enum<E>> Set<E> several(Class<E> type) {
        var several = EnumSet.noneOf(type);
        for (E each : type.getEnumConstants()) {
            if (random.nextInt(3) == 0) {
                several.add(each);
            }
        }
        return several;
    }

    private <E extends Enum<E>> Set<E> oneOrMore(Class<E> type) {
        Set<E> several = several(type);
        several.add(one(List.of(type.getEnumConstants())));
        return several;
    }

    private Command.Id.Field field() {
        return new Command.Id.Field("k" + random.nextInt(99), random.nextBoolean() ? null : text());
    }

    String text() {
        var text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(
                    one(
                            List.of(
                                    "a", "B", " ", "\"", "\\", "(", "{3}", "%", "ü", "漢", "😀",
                                    "\r\n", "&", "]")));
        }
        return text.toString();
    }

    private MailboxName name() {
        var name = new StringBuilder("m");
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            name.append(
                    one(
                            List.of(
                                    "a", "Z", " ", "\"", "\\", "&", "-", "é", "日本", "😀", "/x", "]",
                                    ",")));
        }
        return new MailboxName(name.append('z').toString().replaceAll(" +/", "/"));
    }

    private String pattern() {
        return name().value() + one(List.of("%", "*", "", "/%"));
    }

    private Command.ListMailboxes list() {
        if (random.nextBoolean()) {
            return new Command.ListMailboxes(
                    Set.of(), "", List.of(pattern()), Set.of(), Set.of(), false);
        }
        Set<ListSelection> selections = several(ListSelection.class);
        if (selections.contains(ListSelection.RECURSIVEMATCH)) {
            selections.add(ListSelection.SUBSCRIBED);
        }
        return new Command.ListMailboxes(
                selections,
                one(List.of("", "m/")),
                some(1, this::pattern),
                several(ListReturn.class),
                several(StatusItem.class),
                true);
    }

    private Flags flags() {
        return Flags.of(
                random.nextInt(1 << SystemFlag.values().length),
                several(Keyword.class).stream().map(k -> k.name()).toList());
    }

    private enum Keyword {
        work,
        Forwarded,
        Junk
    }

    private AppendMessage message() {
        var body = new Mailroom.Body(false);
        body.write(CommandPrinter.octets("x" + Client.utf8(text())));
        return new AppendMessage(
                flags(), maybe(() -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L))), body);
    }

    private SequenceSet set() {
        return new SequenceSet(some(1, () -> new SequenceSet.Range(number(), number())));
    }

    private long number() {
        return random.nextInt(5) == 0 ? SequenceSet.STAR : 1 + random.nextLong(0xFFFF_FFFFL);
    }

    private ModSequence modSequence() {
        return new ModSequence(random.nextLong(Long.MAX_VALUE));
    }

    private Command.Store store() {
        var change = new FlagChange(one(List.of(FlagChange.Kind.values())), flags());
        return new Command.Store(
                random.nextBoolean(),
                set(),
                change,
                random.nextBoolean(),
                maybe(this::modSequence));
    }

    private Command.Fetch fetch() {
        List<FetchItem> items = some(1, this::item).stream().distinct().toList();
        return new Command.Fetch(random.nextBoolean(), set(), items, maybe(this::modSequence));
    }

    private FetchItem item() {
        return switch (random.nextInt(5)) {
            case 0 ->
                    new FetchItem.BodySection(
                            section(), maybe(this::partial), random.nextBoolean());
            case 1 -> new FetchItem.Binary(part(0), maybe(this::partial), random.nextBoolean());
            case 2 -> new FetchItem.BinarySize(part(0));
            default -> one(List.of(FetchItem.Simple.values()));
        };
    }

    private FetchItem.Partial partial() {
        return new FetchItem.Partial(
                random.nextLong(Long.MAX_VALUE), 1 + random.nextLong(Long.MAX_VALUE));
    }

    private Section.Part part(int least) {
        return new Section.Part(some(least, () -> 1 + random.nextInt(Integer.MAX_VALUE)));
    }

    private Section section() {
        return switch (random.nextInt(5)) {
            case 0 -> new Section(part(0), new Section.What.Content());
            case 1 -> new Section(part(0), new Section.What.Header());
            case 2 -> new Section(part(0), new Section.What.Text());
            case 3 -> new Section(part(1), new Section.What.Mime());
            default ->
                    new Section(
                            part(0),
                            new Section.What.HeaderFields(
                                    some(1, () -> one(List.of("From", "X-]", "a b"))),
                                    random.nextBoolean()));
        };
    }

    private SearchKey key(int depth) {
        return switch (random.nextInt(depth > 0 ? 20 : 17)) {
            case 0 -> new SearchKey.And(List.of());
            case 1 -> new SearchKey.HasFlag(one(List.of(SystemFlag.values())));
            case 2 -> new SearchKey.Recent();
            case 3 -> new SearchKey.Keyword("$Junk");
            case 4 -> new SearchKey.SequenceNumbers(set());
            case 5 -> new SearchKey.Uids(set());
            case 6 -> new SearchKey.Larger(random.nextLong(Long.MAX_VALUE));
            case 7 -> new SearchKey.Smaller(random.nextLong(Long.MAX_VALUE));
            case 8 ->
                    new SearchKey.DateIs(
                            one(List.of(SearchKey.DateField.values())),
                            one(List.of(SearchKey.Relation.values())),
                            LocalDate.ofEpochDay(random.nextInt(30_000)));
            case 9 -> new SearchKey.Header("From", text());
            case 10 -> new SearchKey.Body(text());
            case 11 -> new SearchKey.Text(text());
            case 12 -> new SearchKey.ModSeq(modSequence());
            case 13 -> new SearchKey.EmailId("M1");
            case 14 -> new SearchKey.ThreadId("T1");
            case 15 ->
                    new SearchKey.Addresses(one(List.of(SearchKey.AddressField.values())), text());
            case 16 -> new SearchKey.Subject(text());
            case 17 -> new SearchKey.Or(key(depth - 1), key(depth - 1));
            case 18 -> new SearchKey.Not(key(depth - 1));
            default -> new SearchKey.And(List.of(key(depth - 1), key(depth - 1)));
        };
    }
}
