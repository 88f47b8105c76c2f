package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.body.DiskReserve;

final class DiskReserveTest {
    private static DiskReserve withUsable(long octets) {
        return new DiskReserve(1000, () -> octets);
    }

    @Test
    void room_letsAllGo() {
        var reserve = withUsable(1000);
        assertThat(reserve.spareOctets()).isZero();
        assertThat(reserve.health()).isEqualTo(new StoreHealth(1000, true));
    }

    @Test
    void belowTheReserve_nothingGrows_butChanges() {
        var reserve = withUsable(999);
        assertThat(reserve.spareOctets()).isNegative();
        assertThatCode(reserve::requireRoomToChange).doesNotThrowAnyException();
        assertThat(reserve.health()).isEqualTo(new StoreHealth(999, false));
    }

    @Test
    void belowHalfOfTheReserve_nothingChanges() {
        var reserve = withUsable(499);
        assertThatThrownBy(reserve::requireRoomToChange).isInstanceOf(StoreFullException.class);
    }

    @Test
    void claims_countTogether_untilTheyAreClosed() {
        var reserve = withUsable(1500);
        try (var first = reserve.newClaim();
                var second = reserve.newClaim()) {
            first.add(300);
            assertThat(reserve.spareOctets()).isEqualTo(200);
            assertThatThrownBy(() -> second.add(300)).isInstanceOf(StoreFullException.class);
            second.clear();
            second.add(200);
            assertThatThrownBy(() -> first.add(1)).isInstanceOf(StoreFullException.class);
        }
        try (var again = reserve.newClaim()) {
            again.add(500);
        }
    }

    @Test
    void diskThatSaysItIsFull_isKnownInAnyDepth() {
        assertThat(
                        DiskReserve.isFull(
                                new StoreException(
                                        "no", new IOException("No space left on device"))))
                .isTrue();
        assertThat(DiskReserve.isFull(new IOException("Disk quota exceeded"))).isTrue();
        assertThat(DiskReserve.isFull(new IOException("Input/output error"))).isFalse();
    }
}
