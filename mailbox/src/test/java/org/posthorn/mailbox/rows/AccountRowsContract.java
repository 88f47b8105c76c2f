package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.AccountLimits;

public abstract class AccountRowsContract extends RowsContract {
    @BeforeEach
    void addAccount() {
        change(tx -> tx.accounts().insert(ALICE));
    }

    private boolean advance(int messages, long sizeOctets) {
        return changed(tx -> tx.accounts().advance(ALICE, messages, sizeOctets));
    }

    private AccountCounters counters() {
        return read(tx -> tx.accounts().counters(ALICE)).orElseThrow();
    }

    private void limit(long messages, long sizeOctets) {
        change(tx -> tx.accounts().setLimits(ALICE, new AccountLimits(messages, sizeOctets)));
    }

    @Test
    void newAccount_holdsNothing_andHasNoLimits() {
        assertThat(counters().messages()).isZero();
        assertThat(counters().sizeOctets()).isZero();
        assertThat(counters().limits()).isEqualTo(AccountLimits.NONE);
    }

    @Test
    void advance_addsAndTakesAway_andRaisesTheChangeNumberEachTime() {
        long before = counters().changeNumber();
        assertThat(advance(3, 5_000_000_000L)).isTrue();
        assertThat(advance(-1, -1_000_000_000L)).isTrue();
        assertThat(advance(0, 0)).isTrue();
        assertThat(counters())
                .isEqualTo(new AccountCounters(before + 3, 2, 4_000_000_000L, AccountLimits.NONE));
    }

    @Test
    void advance_toTheLimits_isPossible_andBeyondEither_doesNothing() {
        limit(10, 1000);
        assertThat(advance(10, 1000)).isTrue();
        AccountCounters full = counters();
        assertThat(advance(1, 0)).isFalse();
        assertThat(advance(0, 1)).isFalse();
        assertThat(advance(-1, 1)).isFalse();
        assertThat(advance(1, -1)).isFalse();
        assertThat(counters()).isEqualTo(full);
    }

    @Test
    void advance_ofAnAccountAboveItsLimits_isPossibleForWhatDoesNotGrow() {
        assertThat(advance(10, 1000)).isTrue();
        limit(5, 500);
        assertThat(advance(0, 0)).isTrue();
        assertThat(advance(-1, -100)).isTrue();
        assertThat(advance(1, 0)).isFalse();
        assertThat(advance(0, 1)).isFalse();
        assertThat(counters().messages()).isEqualTo(9);
        assertThat(counters().sizeOctets()).isEqualTo(900);
    }

    @Test
    void advance_ofAnAccountThatIsNotThere_isNotPossible() {
        change(tx -> assertThat(tx.accounts().advance(BOB, 0, 0)).isFalse());
        change(tx -> tx.accounts().delete(ALICE));
        assertThat(advance(0, 0)).isFalse();
        verify(tx -> assertThat(tx.accounts().counters(ALICE)).isEmpty());
    }

    @Test
    void limits_areThoseSetLast_andNoneAgain() {
        limit(0, 0);
        assertThat(counters().limits()).isEqualTo(new AccountLimits(0, 0));
        assertThat(advance(1, 1)).isFalse();
        limit(AccountLimits.UNLIMITED, AccountLimits.UNLIMITED);
        assertThat(advance(Integer.MAX_VALUE, Long.MAX_VALUE / 2)).isTrue();
    }

    @Test
    void limit_isExact_whenManyAddAtOnceFromBothSides() throws Exception {
        limit(20, AccountLimits.UNLIMITED);
        var adders = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            adders.add(() -> {
                int added = 0;
                while (side.inTransaction(tx -> tx.accounts().advance(ALICE, 1, 10))) {
                    added++;
                }
                return added;
            });
        }
        assertThat(together(adders).stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
        assertThat(counters().messages()).isEqualTo(20);
        assertThat(counters().sizeOctets()).isEqualTo(200);
    }

    @Test
    void changeNumbers_areThoseOfTheAccountsThatAreThere() {
        change(tx -> tx.accounts().insert(BOB));
        assertThat(advance(1, 1)).isTrue();
        long alice = counters().changeNumber();
        long bob = read(tx -> tx.accounts().counters(BOB)).orElseThrow().changeNumber();
        change(tx ->
                assertThat(tx.accounts().changeNumbers(List.of(ALICE, BOB)))
                        .isEqualTo(Map.of(ALICE, alice, BOB, bob)));
        change(tx -> tx.accounts().delete(BOB));
        verify(tx ->
                assertThat(tx.accounts().changeNumbers(List.of(BOB, ALICE)))
                        .isEqualTo(Map.of(ALICE, alice)));
        verify(tx -> assertThat(tx.accounts().counters(BOB)).isEqualTo(Optional.empty()));
    }
}
