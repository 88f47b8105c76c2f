package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class AccountWatchesTest {
    private final AccountWatches watches = new AccountWatches();
    private static final Logger LOG = Logger.getLogger(AccountWatches.class.getName());

    private final AccountId alice = new AccountId(1);

    @Test
    void tell_reachesThoseWhoWatchTheAccount() {
        var heard = new ArrayList<String>();
        watches.add(alice, change -> heard.add("first " + change));
        watches.add(new AccountId(2), change -> heard.add("other " + change));

        watches.tell(alice, AccountChange.DISABLED);

        assertThat(heard).containsExactly("first DISABLED");
    }

    @Test
    void tell_oneListenerFails_reachesTheOthers() {
        var heard = new ArrayList<AccountChange>();
        LOG.setLevel(Level.OFF);
        watches.add(
                alice,
                _ -> {
                    throw new IllegalStateException("on purpose");
                });
        watches.add(alice, heard::add);

        watches.tell(alice, AccountChange.REMOVED);

        assertThat(heard).containsExactly(AccountChange.REMOVED);
    }

    @Test
    void close_endsTheWatch_andLeavesNothingBehind() {
        var heard = new ArrayList<AccountChange>();
        var first = watches.add(alice, heard::add);
        var second = watches.add(alice, heard::add);

        first.close();
        first.close();
        watches.tell(alice, AccountChange.DISABLED);
        second.close();

        assertThat(heard).hasSize(1);
        assertThat(watches.size()).isZero();
    }
}
