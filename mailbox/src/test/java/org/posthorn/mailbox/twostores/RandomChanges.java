package org.posthorn.mailbox.twostores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxOutcome;
import org.posthorn.mailbox.store.MailboxOutcome.Done;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.mailbox.twostores.Model.Message;

/// Changes one account from two sides, each time by chance from one, and says what each must have
/// done.
final class RandomChanges {
    private static final List<Flags> FLAGS =
            List.of(
                    Flags.of(SystemFlag.SEEN),
                    Flags.of(SystemFlag.DELETED),
                    Flags.of(SystemFlag.FLAGGED, SystemFlag.ANSWERED),
                    Flags.of(0, List.of("$Forwarded")),
                    Flags.of(SystemFlag.SEEN.bit(), List.of("NonJunk", "work")));

    private static final List<FlagChange.Kind> KINDS =
            List.of(FlagChange.Kind.ADD, FlagChange.Kind.REMOVE, FlagChange.Kind.REPLACE);

    private final List<Side> sides;
    private final Random random;
    private final Model model = new Model();
    private int number;

    RandomChanges(List<Side> sides, long seed) {
        this.sides = sides;
        this.random = new Random(seed);
    }

    void run(int changes) {
        for (int i = 1; i <= changes; i++) {
            change(sides.get(random.nextInt(sides.size())));
            if (i % 20 == 0) {
                check();
            }
        }
        check();
    }

    private void change(Side side) {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> deliver(side);
            case 3, 4 -> append(side);
            case 5, 6, 7 -> setFlags(side);
            case 8 -> copy(side);
            case 9 -> move(side);
            case 10 -> expunge(side);
            case 11 -> create(side);
            case 12 -> deleteOrRename(side);
            default -> subscribe(side);
        }
    }

    private String text() {
        number++;
        return "Subject: " + number + "\r\n\r\n" + "x".repeat(random.nextInt(50)) + "\r\n";
    }

    private MailboxName anyName() {
        var names = new ArrayList<>(model.boxes.keySet());
        return names.get(random.nextInt(names.size()));
    }

    private Flags anyFlags() {
        return FLAGS.get(random.nextInt(FLAGS.size()));
    }

    /// Some UIDs of a mailbox, and some that are none.
    private UidSet some(Model.Box box) {
        var uids = new UidSet.Builder();
        for (long uid = 1; uid <= box.uidNext(); uid++) {
            if (random.nextInt(3) == 0) {
                uids.add(new Uid(uid));
            }
        }
        return uids.build();
    }

    private void deliver(Side side) {
        String text = text();
        assertThat(side.deliver(text)).isEqualTo(PlacementOutcome.STORED);
        model.box(MailboxName.INBOX).add(new Message(text, Flags.NONE));
    }

    private void append(Side side) {
        var name = anyName();
        var message = new Message(text(), anyFlags());
        var uid = side.append(name, message.text(), message.flags());
        assertThat(uid.value()).isEqualTo(model.box(name).add(message));
    }

    private void setFlags(Side side) {
        var name = anyName();
        var box = model.box(name);
        var uids = some(box);
        var change = new FlagChange(KINDS.get(random.nextInt(KINDS.size())), anyFlags());
        var changed = new UidSet.Builder();
        box.messages.replaceAll((uid, message) -> {
            if (!uids.contains(uid)) {
                return message;
            }
            var flags = change.applyTo(message.flags());
            if (!flags.equals(message.flags())) {
                changed.add(new Uid(uid));
            }
            return new Message(message.text(), flags);
        });
        var outcome = side.open(name).changeFlags(uids, change, Optional.empty());
        assertThat(outcome.changed()).as("flags in " + name).isEqualTo(changed.build());
    }

    private void copy(Side side) {
        var from = anyName();
        var to = anyName();
        var uids = some(model.box(from));
        var outcome = side.open(from).copyTo(uids, side.open(to));
        var expected = copied(from, to, uids);
        assertThat(values(outcome.source())).isEqualTo(List.copyOf(expected.keySet()));
        assertThat(values(outcome.target())).isEqualTo(List.copyOf(expected.values()));
    }

    private Map<Long, Long> copied(MailboxName from, MailboxName to, UidSet uids) {
        var copied = new TreeMap<Long, Long>();
        for (long uid : model.box(from).uids()) {
            if (uids.contains(uid)) {
                copied.put(uid, model.box(to).add(message(from, uid)));
            }
        }
        return copied;
    }

    private Message message(MailboxName name, long uid) {
        Message message = model.box(name).messages.get(uid);
        if (message == null) {
            throw new IllegalStateException("no message " + uid + " in " + name);
        }
        return message;
    }

    private void move(Side side) {
        var from = anyName();
        var to = anyName();
        var uids = some(model.box(from));
        var outcome = side.open(from).moveTo(uids, side.open(to));
        var expected = copied(from, to, uids);
        expected.keySet().forEach(model.box(from).messages::remove);
        assertThat(values(outcome.source())).isEqualTo(List.copyOf(expected.keySet()));
        assertThat(values(outcome.target())).isEqualTo(List.copyOf(expected.values()));
    }

    private void expunge(Side side) {
        var name = anyName();
        var box = model.box(name);
        var uids = some(box);
        boolean deletedOnly = random.nextBoolean();
        var expected = new UidSet.Builder();
        for (long uid : box.uids()) {
            if (uids.contains(uid)
                    && (!deletedOnly || message(name, uid).flags().has(SystemFlag.DELETED))) {
                expected.add(new Uid(uid));
                box.messages.remove(uid);
            }
        }
        var mailbox = side.open(name);
        var gone = deletedOnly ? mailbox.expungeDeleted(uids) : mailbox.expunge(uids);
        assertThat(gone).as("expunged in " + name).isEqualTo(expected.build());
    }

    private MailboxName newName() {
        String level = "box" + random.nextInt(6);
        return random.nextBoolean()
                ? new MailboxName(level)
                : new MailboxName("box" + random.nextInt(6) + "/" + level);
    }

    private void create(Side side) {
        var name = newName();
        var outcome = side.mailboxes().create(name, Set.of());
        if (model.boxes.containsKey(name)) {
            assertThat(outcome).isInstanceOf(MailboxOutcome.AlreadyExists.class);
            return;
        }
        assertThat(outcome).isInstanceOf(Done.class);
        addParents(name);
        model.boxes.put(name, new Model.Box());
    }

    private void addParents(MailboxName name) {
        name.parent().ifPresent(parent -> model.boxes.putIfAbsent(parent, new Model.Box()));
    }

    private void deleteOrRename(Side side) {
        var name = newName();
        if (random.nextBoolean()) {
            var outcome = side.mailboxes().delete(name);
            boolean possible = model.boxes.containsKey(name) && !model.hasBelow(name);
            assertThat(outcome instanceof Done).as("delete " + name + outcome).isEqualTo(possible);
            if (possible) {
                model.boxes.remove(name);
            }
            return;
        }
        var to = newName();
        boolean possible =
                model.boxes.containsKey(name) && !model.boxes.containsKey(to) && !to.isBelow(name);
        var outcome = side.mailboxes().rename(name, to);
        assertThat(outcome instanceof Done)
                .as("rename " + name + " to " + to + outcome)
                .isEqualTo(possible);
        if (possible) {
            renameInModel(name, to);
        }
    }

    private void renameInModel(MailboxName from, MailboxName to) {
        addParents(to);
        for (MailboxName each : List.copyOf(model.boxes.keySet())) {
            if (each.equals(from) || each.isBelow(from)) {
                var renamed =
                        new MailboxName(to.value() + each.value().substring(from.value().length()));
                Model.Box box = model.box(each);
                model.boxes.remove(each);
                model.boxes.put(renamed, box);
            }
        }
    }

    private void subscribe(Side side) {
        var name = newName();
        if (random.nextBoolean()) {
            side.mailboxes().subscribe(name);
            model.subscriptions.add(name);
        } else {
            side.mailboxes().unsubscribe(name);
            model.subscriptions.remove(name);
        }
    }

    private static List<Long> values(List<Uid> uids) {
        return uids.stream().map(Uid::value).toList();
    }

    /// Each side sees, when it looks, what the model has.
    private void check() {
        for (Side side : sides) {
            side.store().catchUp();
            assertThat(side.mailboxes().list().stream().map(info -> info.name()))
                    .containsExactlyInAnyOrderElementsOf(model.boxes.keySet());
            assertThat(side.mailboxes().subscriptions()).isEqualTo(model.subscriptions);
            model.boxes.forEach((name, box) -> check(side, name, box));
        }
    }

    private static void check(Side side, MailboxName name, Model.Box box) {
        var mailbox = side.open(name);
        var state = mailbox.state();
        var seen = new TreeMap<Long, Flags>();
        for (int i = 0; i < state.size(); i++) {
            seen.put(state.uidValue(i), state.flags(i));
        }
        var expected = new TreeMap<Long, Flags>();
        box.messages.forEach((uid, message) -> expected.put(uid, message.flags()));
        assertThat(seen).as(name.value()).isEqualTo(expected);
        assertThat(state.uidNext().value()).as(name.value()).isEqualTo(box.uidNext());
        var status = side.mailboxes().status(name).orElseThrow();
        assertThat(List.of(status.messages(), status.unseen(), status.deleted()))
                .as(name.value())
                .containsExactly(box.messages.size(), box.unseen(), box.deleted());
        assertThat(texts(mailbox)).as(name.value()).isEqualTo(texts(box));
    }

    private static Map<Long, String> texts(Mailbox mailbox) {
        var texts = new HashMap<Long, String>();
        mailbox.contents(UidSet.ALL, (uid, content) -> texts.put(uid.value(), Side.text(content)));
        return texts;
    }

    private static Map<Long, String> texts(Model.Box box) {
        var texts = new HashMap<Long, String>();
        box.messages.forEach((uid, message) -> texts.put(uid, message.text()));
        return texts;
    }
}
