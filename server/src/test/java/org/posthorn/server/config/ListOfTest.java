package org.posthorn.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.Network;

final class ListOfTest {
    private static final Setting<List<Network>> PEERS =
            new Setting<>(
                    "peers",
                    new ListOf<>("networks such as 192.0.2.0/24", Network::parse),
                    List.of(),
                    "Some peers.");

    private static List<Network> read(String yaml) throws ConfigurationException {
        Section section = new Section("", "All.", List.of(PEERS));
        return SettingsFile.parse("test", yaml, List.of(section)).get(PEERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "peers: 192.0.2.0/24, 10.0.0.1",
                "peers: [192.0.2.0/24, 10.0.0.1]",
                "peers:\n  - 192.0.2.0/24\n  - 10.0.0.1\n"
            })
    void values_areListedOrBetweenCommas(String yaml) throws Exception {
        assertThat(read(yaml))
                .containsExactly(Network.parse("192.0.2.0/24"), Network.parse("10.0.0.1"));
    }

    @Test
    void nothing_isAnEmptyList() throws Exception {
        assertThat(read("peers: \"\"")).isEmpty();
        assertThat(read("peers: []")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "peers: [192.0.2.0/24, [10.0.0.1]]",
                "peers: [\"\"]",
                "peers: [a]",
                "peers: ','",
                "peers: {a: b}"
            })
    void whatIsNoList_isRefused(String yaml) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("peers must be networks such as 192.0.2.0/24");
    }
}
