package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Puts the shell together as the program does.
final class MainTest {
    private static final ServerLocation NOWHERE =
            ServerLocation.parse(new String[] {"--url", "http://127.0.0.1:1"}, Path.of(""))
                    .location();

    private static final List<String> COMMANDS =
            List.of(
                    "account add",
                    "account disable",
                    "account enable",
                    "account list",
                    "account password",
                    "account remove",
                    "account show",
                    "alias add",
                    "alias list",
                    "alias remove",
                    "ban lift",
                    "ban list",
                    "domain add",
                    "domain list",
                    "domain remove",
                    "domain set",
                    "domain show",
                    "forward add",
                    "forward list",
                    "forward remove",
                    "group add",
                    "group list",
                    "group member-add",
                    "group member-remove",
                    "group remove",
                    "group set",
                    "pattern add",
                    "pattern list",
                    "pattern remove",
                    "postmaster set",
                    "queue export",
                    "queue hold",
                    "queue list",
                    "queue release",
                    "queue remove",
                    "queue retry",
                    "queue show",
                    "queue stats",
                    "relay add",
                    "relay list",
                    "relay remove",
                    "relay unuse",
                    "relay use",
                    "rewrite add",
                    "rewrite list",
                    "rewrite remove",
                    "route explain",
                    "route list",
                    "send-as grant",
                    "send-as list",
                    "send-as revoke",
                    "sending lift",
                    "sending paused",
                    "status",
                    "store check",
                    "trace");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCommandOfTheShell_isThere(boolean interactive) {
        try (var parts = Main.start(NOWHERE, interactive)) {
            assertThat(parts.getBean(Shell.class).commands())
                    .extracting(AdminCommand::getName)
                    .containsExactlyElementsOf(COMMANDS);
        }
    }

    @Test
    void interactiveShell_comesTogether() {
        try (var parts = Main.start(NOWHERE, true)) {
            assertThat(parts.getBean(InteractiveShell.class)).isNotNull();
        }
    }
}
