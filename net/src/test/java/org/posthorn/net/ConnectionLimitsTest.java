package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

final class ConnectionLimitsTest {

    @Test
    void limitPerAddress_countsEachAddressAlone() throws Exception {
        ConnectionLimits limits = new ConnectionLimits(10, 1);
        assertThat(limits.enter(InetAddress.getByName("192.0.2.1"))).isTrue();
        assertThat(limits.enter(InetAddress.getByName("192.0.2.1"))).isFalse();
        assertThat(limits.enter(InetAddress.getByName("192.0.2.2"))).isTrue();
        limits.leave(InetAddress.getByName("192.0.2.1"));
        assertThat(limits.enter(InetAddress.getByName("192.0.2.1"))).isTrue();
    }

    @Test
    void limitPerAddress_countsAnIpv6NetworkAsOne() throws Exception {
        ConnectionLimits limits = new ConnectionLimits(10, 1);
        assertThat(limits.enter(InetAddress.getByName("2001:db8::1"))).isTrue();
        assertThat(limits.enter(InetAddress.getByName("2001:db8::ffff:2"))).isFalse();
        assertThat(limits.enter(InetAddress.getByName("2001:db8:0:1::1"))).isTrue();
    }

    @Test
    void loopback_hasOnlyTheLimitInAll() throws Exception {
        ConnectionLimits limits = new ConnectionLimits(2, 1);
        assertThat(limits.enter(InetAddress.getLoopbackAddress())).isTrue();
        assertThat(limits.enter(InetAddress.getLoopbackAddress())).isTrue();
        assertThat(limits.enter(InetAddress.getLoopbackAddress())).isFalse();
    }
}
