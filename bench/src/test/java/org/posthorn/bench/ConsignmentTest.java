package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.bench.Consignment.Fate;
import org.posthorn.bench.Consignment.Weather;

final class ConsignmentTest {
    @Test
    void roughWeather_isTheSameForEachServer() {
        var one = new Consignment(7, 10_000, Weather.ROUGH);
        var other = new Consignment(7, 10_000, Weather.ROUGH);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.attempt(i)).isEqualTo(other.attempt(i));
        }
        assertThat(one.deferred()).isEqualTo(500);
        assertThat(one.refused()).isEqualTo(100);
        assertThat(one.tried()).isEqualTo(10_000);
        assertThat(one.settled()).isEqualTo(one.refused());
    }

    @Test
    void roughWeather_comesOverFewToo() {
        var few = new Consignment(1, 30, Weather.ROUGH);
        assertThat(few.deferred()).isEqualTo(2);
        assertThat(few.refused()).isEqualTo(1);
    }

    @Test
    void refusedOne_mustNotBeTriedAgain() {
        var consignment = new Consignment(1, 1, new Weather(0, 100));
        assertThat(consignment.attempt(0)).isEqualTo(Fate.REFUSED);
        assertThat(consignment.flaws()).isEmpty();
        assertThat(consignment.attempt(0)).isEqualTo(Fate.REFUSED);
        assertThat(consignment.flaws()).hasSize(1);
        assertThat(consignment.settled()).isEqualTo(1);
    }

    @Test
    void reportOfWhatWasNotRefused_isAFlaw() {
        var consignment = new Consignment(1, 1, Weather.FAIR);
        consignment.reported(0);
        assertThat(consignment.flaws()).hasSize(1);
    }

    @Test
    void digits_haveTheirLength() {
        var consignment = new Consignment(3, 10, Weather.FAIR);
        assertThat(Consignment.digits(consignment.number(7))).isEqualTo("003000007");
    }
}
