package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void add_onlyPosthornsFailTheRun() {
        var failures = new Failures();
        failures.add(DovecotPeer.NAME, "Dovecot: broke off");
        assertThat(failures.sentences()).isEmpty();

        failures.add(PosthornPeer.NAME, "Posthorn: broke off");
        assertThat(failures.sentences()).containsExactly("Posthorn: broke off");
    }
}
