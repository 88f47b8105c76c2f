package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InvocationTest {
    private static final AdminApi NOWHERE =
            new AdminApi(ServerLocation.parse(new String[0], Path.of("")).location());
    private static final AdminCommand ADD = new AccountAddCommand(NOWHERE);
    private static final AdminCommand ALIAS = new AliasAddCommand(NOWHERE);

    @Test
    void optionsMayStandAnywhereAndInBothForms() {
        Invocation first = Invocation.parse(ADD, List.of("--password-file", "f", "a@b.example"));
        Invocation second = Invocation.parse(ADD, List.of("a@b.example", "--password-file=f"));
        assertThat(first).isEqualTo(second);
        assertThat(first.option(CommandParameter.PASSWORD_FILE)).contains("f");
    }

    @Test
    void unknownOption_isNamedWithTheUsage() {
        assertThatThrownBy(() -> Invocation.parse(ADD, List.of("--pasword-file", "f")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("--pasword-file")
                .hasMessageContaining("--password-file FILE");
    }

    @Test
    void passwordAsAnArgument_isRefused() {
        assertThatThrownBy(() -> Invocation.parse(ADD, List.of("a@b.example", "secret")))
                .hasMessageStartingWith("usage:");
    }

    @Test
    void missingArgument_isRefused() {
        assertThatThrownBy(() -> Invocation.parse(ADD, List.of()))
                .hasMessageStartingWith("usage: account add ADDRESS");
        assertThatThrownBy(() -> Invocation.parse(ALIAS, List.of("a@b.example")))
                .hasMessageContaining("TARGET...");
    }

    @Test
    void optionWithoutItsValue_orTwice_isRefused() {
        assertThatThrownBy(() -> Invocation.parse(ADD, List.of("a@b", "--password-file")))
                .hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Invocation.parse(ADD, List.of("--json", "--json", "a@b")))
                .hasMessageContaining("twice");
    }

    @Test
    void lastArgumentRepeats() {
        assertThat(Invocation.parse(ALIAS, List.of("a@b", "c@b", "d@b", "e@b")).arguments())
                .hasSize(4);
    }

    @Test
    void location_comesFromTheOptionsBeforeTheCommand() {
        var parsed =
                ServerLocation.parse(
                        new String[] {
                            "--data", "/srv/mail", "--port-offset=100", "domain", "list", "--json"
                        },
                        Path.of("/home"));
        assertThat(parsed.location().api()).hasToString("http://127.0.0.1:2180");
        assertThat(parsed.location().tokenFile()).isEqualTo(Path.of("/srv/mail/admin-token"));
        assertThat(parsed.command()).containsExactly("domain", "list", "--json");
    }

    @Test
    void location_defaultsToTheDataDirectoryAtHome() {
        var location = ServerLocation.parse(new String[] {"status"}, Path.of("/home")).location();
        assertThat(location.api()).hasToString("http://127.0.0.1:2080");
        assertThat(location.tokenFile()).isEqualTo(Path.of("/home/data/admin-token"));
    }

    @Test
    void location_refusesWhatIsNoNumberOrAddress() {
        assertThatThrownBy(() ->
                        ServerLocation.parse(new String[] {"--port-offset", "x"}, Path.of("")))
                .hasMessageContaining("--port-offset");
        assertThatThrownBy(
                        () -> ServerLocation.parse(new String[] {"--url", "nowhere"}, Path.of("")))
                .hasMessageContaining("--url");
        assertThatThrownBy(() -> ServerLocation.parse(new String[] {"--data"}, Path.of("")))
                .hasMessageContaining("--data");
    }
}
