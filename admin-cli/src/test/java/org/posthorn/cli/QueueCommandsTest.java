package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The commands about mail on its way out.
final class QueueCommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final String ENTRY =
            """
            {"entry":7,"id":"i3s99x","sender":"","recipient":"bob@far.example",\
            "destination":"mx:far.example","state":"waiting","arrived":"2026-11-27T10:00:00Z",\
            "sizeOctets":2048,"attempts":3,"due":"2026-11-27T12:20:00Z",\
            "reply":"450 4.7.1 grey\\u001b[2Jlisted","maybeTaken":true,"delayTold":true,\
            "options":"BODY=8BITMIME"}\
            """;

    @TempDir private Path directory;
    private FakeServer server;
    private AdminApi api;
    private final List<String> printed = new ArrayList<>();
    private final Console console =
            new Console() {
                @Override
                void print(String line) {
                    printed.add(line);
                }

                @Override
                void write(InputStream octets) throws IOException {
                    printed.add(new String(octets.readAllBytes(), StandardCharsets.UTF_8));
                }

                @Override
                String answer(String question) {
                    printed.add(question);
                    return "no";
                }
            };

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer(directory);
        api = new AdminApi(server.location());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void run(AdminCommand command, String... words) {
        command.run(Invocation.parse(command, List.of(words)), console);
    }

    private static String done(int changed, String next) {
        return """
        {"changed":%d,"unchanged":0,"leftUnderWay":0,"changedUnderWay":0,"next":"%s"}\
        """
                .formatted(changed, next);
    }

    @Test
    void list_asksForWhatWasChosen() {
        String asked =
                "GET /v1/queue/entries?to=far.example&from=%3C%3E&destination=mx%3Afar.example"
                        + "&id=i3s99x&older-than=7200&held=true&most=10";
        server.answering(asked, 200, "{\"entries\":[],\"next\":\"\"}");
        run(
                new QueueListCommand(api),
                "--to=far.example",
                "--from=<>",
                "--destination=mx:far.example",
                "--id=i3s99x",
                "--older-than=2h",
                "--held",
                "--most=10");
        assertThat(server.requests()).containsExactly(asked);
        assertThat(printed).containsExactly("No such mail waits.");
    }

    @Test
    void list_isATableAndSaysWhetherThereAreMore() {
        server.answering(
                "GET /v1/queue/entries?most=50",
                200,
                "{\"entries\":[%s],\"next\":\"after=7&as-of=x\"}".formatted(ENTRY));
        run(new QueueListCommand(api));
        assertThat(printed.getFirst()).contains("bob@far.example", "<>", "2.0 KiB", "450 4.7.1");
        assertThat(printed.getLast()).startsWith("There are more");
    }

    @Test
    void entry_isToldInWordsThatDoNothingToTheTerminal() {
        assertThat(new QueueListings(NOON, ZoneOffset.UTC).entry(JSON.readTree(ENTRY)))
                .containsExactly(
                        "Entry 7: from <> to bob@far.example",
                        "    State         due in 20 min",
                        "    Destination   mx:far.example",
                        "    Arrived       Fri 27 Nov 10:00:00, 2 h 0 min ago",
                        "    Size          2.0 KiB",
                        "    Attempts      3",
                        "    Next attempt  Fri 27 Nov 12:20:00",
                        "    Last reply    450 4.7.1 grey?[2Jlisted (an earlier attempt may have"
                                + " been taken)",
                        "    Asked for     BODY=8BITMIME",
                        "    Delay         the sender was told that it takes long",
                        "    Message       i3s99x ('trace' tells what happened to it)");
    }

    @Test
    void stats_haveAColumnForEachAge() {
        String count = "\"entries\":5,\"held\":1,\"leased\":0,\"ages\":[1,2,2]";
        String stats =
                """
                {"total":{%s,"destinations":1},"ageBoundsSeconds":[600,86400],"destinations":[{%s,\
                "destination":"mx:far.example","oldest":"2026-11-25T12:00:00Z",\
                "due":"2026-11-27T11:00:00Z","retriedInSeconds":720,"connections":0,"inMemory":0,\
                "reply":"421 busy"}],"others":{"entries":0}}\
                """
                        .formatted(count, count);
        String table =
                new QueueListings(NOON, ZoneOffset.UTC).stats(JSON.readTree(stats)).toString();
        assertThat(table)
                .contains("< 10 min", "< 1 d", "older", "mx:far.example", "2 d 0 h", "now")
                .contains("put off for 12 min", "421 busy", "all")
                .doesNotContain("others");
        server.answering("GET /v1/queue/stats?most=20", 200, stats);
        run(new QueueStatsCommand(api));
        assertThat(printed.getFirst()).contains("mx:far.example");
    }

    @Test
    void action_goesOnUntilAllIsDone() {
        String first = "POST /v1/queue/hold?to=far.example&most=1000";
        String second = first + "&after=9&as-of=2026-11-27T12:00:00Z";
        server.answering(first, 200, done(1000, "after=9&as-of=2026-11-27T12:00:00Z"))
                .answering(second, 200, done(1, ""));
        run(new QueueHoldCommand(api), "--to", "far.example");
        assertThat(server.requests()).containsExactly(first + " {}", second + " {}");
        assertThat(printed).containsExactly("1001 entries held.");
    }

    @Test
    void action_endsWithMost() {
        String first = "POST /v1/queue/release?held=true&most=3";
        server.answering(first, 200, done(3, "after=9&as-of=x"));
        run(new QueueReleaseCommand(api), "--held", "--most", "3");
        assertThat(server.requests()).containsExactly(first + " {}");
    }

    @Test
    void namedEntries_areAskedForOneByOne() {
        server.answering("POST /v1/queue/retry?entry=7&most=1000", 200, done(1, ""))
                .answering(
                        "POST /v1/queue/retry?entry=8&most=1000",
                        200,
                        "{\"changed\":0,\"unchanged\":1,\"leftUnderWay\":2,\"next\":\"\"}");
        run(new QueueRetryCommand(api), "7", "8");
        assertThat(printed)
                .containsExactly(
                        "1 entry will be tried now.",
                        "2 were being worked on already.",
                        "1 was left as before.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--all --held", "--all 7"})
    void actionWithoutChoice_orWithTwo_asksForNothing(String words) {
        String[] typed = words.isEmpty() ? new String[0] : words.split(" ", -1);
        assertThatThrownBy(() -> run(new QueueHoldCommand(api), typed))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("say which");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void remove_asksFirst() {
        assertThatThrownBy(() -> run(new QueueRemoveCommand(api), "7"))
                .isInstanceOf(CommandFailedException.class);
        assertThat(printed).containsExactly("Remove 1 entry from the queue, and tell nobody?");
        assertThat(server.requests()).isEmpty();
        server.answering("POST /v1/queue/remove?entry=7&bounce=true&most=1000", 200, done(1, ""));
        run(new QueueRemoveCommand(api), "7", "--bounce", "--yes");
        assertThat(printed).last().isEqualTo("1 entry given up; the senders are told.");
    }

    @Test
    void export_writesAFileOfTheOwnerOrPrints() throws IOException {
        server.answering("GET /v1/queue/entries/7/message", 200, "Subject: x\r\n\r\nhello\r\n");
        run(new QueueExportCommand(api), "7");
        assertThat(printed).containsExactly("Subject: x\r\n\r\nhello\r\n");
        Path file = directory.resolve("message.eml");
        run(new QueueExportCommand(api), "7", "--file", file.toString());
        assertThat(file).hasContent("Subject: x\r\n\r\nhello\r\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> run(new QueueExportCommand(api), "7", "--file", file.toString()))
                .hasMessageStartingWith("there is already a file");
        Path other = directory.resolve("other.eml");
        assertThatThrownBy(() -> run(new QueueExportCommand(api), "8", "--file", other.toString()))
                .hasMessage("no such thing");
        assertThat(other).doesNotExist();
    }

    @Test
    void pausedAccounts_areListedAndLifted() {
        server.answering("GET /v1/sending/paused", 200, "[{\"address\":\"bob@a.example\"}]")
                .answering("DELETE /v1/sending/paused/bob%40a.example", 204, "");
        run(new SendingPausedCommand(api));
        assertThat(printed.getFirst()).contains("bob@a.example");
        run(new SendingLiftCommand(api), "bob@a.example");
        assertThat(printed).last().isEqualTo("bob@a.example may send again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two hours", "2", "-2h", "2w"})
    void age_saysWhatItTakes(String age) {
        assertThatThrownBy(() -> run(new QueueListCommand(api), "--older-than=" + age))
                .hasMessageContaining("is not an age such as 30m, 2h or 3d");
    }
}
