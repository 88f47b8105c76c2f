package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.MailboxView.Updates;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class MailboxViewTest {
    private static final FlagChange SEEN =
            new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN));
    private static final FlagChange UNSEEN =
            new FlagChange(FlagChange.Kind.REMOVE, Flags.of(SystemFlag.SEEN));

    @Test
    void expunge_thatMayNotBeTold_keepsItsNumber() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 3 messages"));
                Mailbox mailbox = inbox(server)) {
            var view = view(mailbox);
            mailbox.expunge(UidSet.of(new Uid(1)));

            assertThat(view.update(false).isEmpty()).isTrue();
            assertThat(view.numberOf(new Uid(3))).isEqualTo(3);
            assertThat(view.update(true).expunged()).containsExactly(1);
            assertThat(view.numberOf(new Uid(3))).isEqualTo(2);
        }
    }

    @Test
    void nothingPending_sharesTheMailboxState() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 3 messages"));
                Mailbox mailbox = inbox(server)) {
            var view = view(mailbox);
            mailbox.changeFlags(UidSet.ALL, SEEN, Optional.empty());
            view.update(false);

            assertThat(view.known()).isSameAs(mailbox.state());
        }
    }

    /// A client that does what it is told ends up with the mailbox as it is.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomChanges_toldToAClient_giveTheSameMailbox(long seed) throws Exception {
        var random = new Random(seed);
        try (var server = new ImapTestServer(List.of("INBOX with 5 messages"));
                Mailbox mailbox = inbox(server)) {
            var view = view(mailbox);
            var client = new ArrayList<Uid>();
            var flags = new ArrayList<Flags>();
            for (int i = 0; i < view.size(); i++) {
                client.add(view.known().uid(i));
                flags.add(view.known().flags(i));
            }
            for (int round = 0; round < 300; round++) {
                change(server, mailbox, random);
                apply(view.update(random.nextBoolean()), view, client, flags);
            }
            apply(view.update(true), view, client, flags);
            assertThat(client).hasSize(mailbox.state().size());
            for (int i = 0; i < client.size(); i++) {
                assertThat(client.get(i)).isEqualTo(mailbox.state().uid(i));
                assertThat(flags.get(i)).isEqualTo(mailbox.state().flags(i));
            }
        }
    }

    private static void change(ImapTestServer server, Mailbox mailbox, Random random) {
        int size = mailbox.state().size();
        UidSet one =
                size == 0 ? UidSet.EMPTY : UidSet.of(mailbox.state().uid(random.nextInt(size)));
        switch (random.nextInt(5)) {
            case 0, 1 -> server.deliver();
            case 2 -> mailbox.expunge(one);
            case 3 -> mailbox.changeFlags(one, SEEN, Optional.empty());
            default -> mailbox.changeFlags(one, UNSEEN, Optional.empty());
        }
    }

    private static void apply(
            Updates updates, MailboxView view, List<Uid> client, List<Flags> flags) {
        for (int number : updates.expunged()) {
            client.remove(number - 1);
            flags.remove(number - 1);
        }
        for (int i = client.size(); updates.grown() && i < view.size(); i++) {
            client.add(view.known().uid(i));
            flags.add(view.known().flags(i));
        }
        for (int index : updates.changed()) {
            assertThat(client.get(index)).isEqualTo(view.known().uid(index));
            flags.set(index, view.known().flags(index));
        }
    }

    private static MailboxView view(Mailbox mailbox) {
        var view = new MailboxView(mailbox, false);
        view.open(0);
        return view;
    }

    private static Mailbox inbox(ImapTestServer server) {
        return server.mailboxes().open(MailboxName.INBOX).orElseThrow();
    }
}
