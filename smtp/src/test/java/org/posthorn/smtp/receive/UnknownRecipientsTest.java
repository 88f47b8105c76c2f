package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.login.ClientNetwork;

final class UnknownRecipientsTest {
    private static final ClientNetwork ATTACKER = network("192.0.2.66");

    private long now;
    private final UnknownRecipients unknown = new UnknownRecipients(() -> now);

    private static ClientNetwork network(String address) {
        return ClientNetwork.of(InetAddress.ofLiteral(address));
    }

    private Reply refuse(ClientNetwork client) throws IOException {
        return unknown.refuse(client, false, delay -> now += delay.toNanos());
    }

    @Test
    void refuse_aFewStaleAddresses_costNothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(refuse(ATTACKER)).isEqualTo(Reply.NO_SUCH_MAILBOX);
        }

        assertThat(now).isZero();
    }

    @Test
    void refuse_manyInARow_isEverSlower() throws Exception {
        for (int i = 0; i < 1000; i++) {
            assertThat(refuse(ATTACKER)).isEqualTo(Reply.NO_SUCH_MAILBOX);
        }

        assertThat(Duration.ofNanos(now)).isGreaterThan(Duration.ofMinutes(75));
        assertThat(refuse(network("192.0.2.67"))).isEqualTo(Reply.NO_SUCH_MAILBOX);
    }

    @Test
    void refuse_inParallel_addsUpAndEndsInPuttingOff() throws Exception {
        List<Duration> delays = new ArrayList<>();
        int refused = 0;
        while (unknown.refuse(ATTACKER, false, delays::add).equals(Reply.NO_SUCH_MAILBOX)) {
            refused++;
        }

        assertThat(refused).isBetween(30, 40);
        assertThat(delays).isSorted().allMatch(delay -> delay.toSeconds() < 30);
    }

    @Test
    void refuse_afterAWhile_isForgotten() throws Exception {
        for (int i = 0; i < 100; i++) {
            refuse(ATTACKER);
        }
        now += Duration.ofMinutes(16).toNanos();
        long before = now;
        refuse(ATTACKER);

        assertThat(now).isEqualTo(before);
    }

    @Test
    void refuse_thisMachine_isNotSlowed_butItsSessionsEnd() throws Exception {
        for (int i = 0; i < 1000; i++) {
            refuse(network("127.0.0.1"));
        }

        assertThat(now).isZero();
        assertThat(unknown.refuse(network("::1"), true, _ -> {})).isEqualTo(Reply.TOO_MANY_UNKNOWN);
    }
}
