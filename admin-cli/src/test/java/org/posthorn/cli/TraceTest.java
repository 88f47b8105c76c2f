package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class TraceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path directory;

    private static String event(String at, String rest) {
        return "{\"at\":\"2026-11-27T%s\",\"sender\":\"bob@example.org\",%s}".formatted(at, rest);
    }

    private static List<String> told(String id, String... events) {
        JsonNode message =
                JSON.readTree(
                        "{\"id\":\"%s\",\"events\":[%s]}".formatted(id, String.join(",", events)));
        var story = new Story(ZoneOffset.UTC);
        story.tell(message);
        return story.lines();
    }

    @Test
    void story_readsLikeOne() {
        assertThat(
                        told(
                                "01hf",
                                event(
                                        "10:03:12.120Z",
                                        """
                                        "event":"received","recipient":"","details":{"hello":"mail.example.org",\
                                        "client":"192.0.2.1","protocol":"mx","tls":"TLSv1.3","size":"4096",\
                                        "message-id":"a.b@example.org","recipients":"2"}\
                                        """),
                                event(
                                        "10:03:12.121Z",
                                        """
                                        "event":"stored","recipient":"alice@example.com",\
                                        "details":{"folder":"INBOX","rule":"an account"}\
                                        """),
                                event(
                                        "10:03:12.121Z",
                                        """
                                        "event":"queued","recipient":"carol@example.net",\
                                        "details":{"next-hop":"mx:example.net"}\
                                        """),
                                event(
                                        "10:03:13Z",
                                        """
                                        "event":"deferred","recipient":"carol@example.net",\
                                        "details":{"host":"mx1.example.net","address":"192.0.2.9","tls":"TLSv1.3",\
                                        "attempt":"1","reply":"450 4.7.1 greylisted",\
                                        "next-attempt":"2026-11-27T10:20:00Z"}\
                                        """),
                                event(
                                        "10:20:01Z",
                                        """
                                        "event":"delivered","recipient":"carol@example.net",\
                                        "details":{"host":"mx1.example.net","address":"192.0.2.9",\
                                        "attempt":"2","reply":"250 2.0.0 ok","milliseconds":"80"}\
                                        """)))
                .containsExactly(
                        "Fri 27 Nov 10:03:12  from bob@example.org to alice@example.com,"
                                + " carol@example.net, 4.0 KiB, <a.b@example.org>, id 01hf",
                        "    10:03:12  received from mail.example.org [192.0.2.1] by mx with"
                                + " TLSv1.3, for 2 recipients",
                        "    10:03:12  alice@example.com: stored in INBOX (an account)",
                        "    10:03:12  carol@example.net: queued for mx:example.net",
                        "    10:03:13  carol@example.net: deferred by mx1.example.net [192.0.2.9]"
                                + " with TLSv1.3, attempt 1: \"450 4.7.1 greylisted\"; next attempt"
                                + " 27 Nov 10:20",
                        "    10:20:01  carol@example.net: delivered by mx1.example.net"
                                + " [192.0.2.9] without TLS, attempt 2, 80 ms: \"250 2.0.0 ok\"",
                        "");
    }

    @Test
    void refusals_saySenderClientAndWhy() {
        assertThat(
                        told(
                                "",
                                event(
                                        "10:03:12Z",
                                        """
                                        "event":"refused","recipient":"alice@example.com",\
                                        "details":{"client":"192.0.2.1","reply":"550 5.7.1 no"}\
                                        """)))
                .containsExactly(
                        "Fri 27 Nov 10:03:12  never taken in",
                        "    10:03:12  refused mail from <bob@example.org> to"
                                + " <alice@example.com> from [192.0.2.1]: \"550 5.7.1 no\"",
                        "");
        assertThat(
                        told(
                                "",
                                event(
                                        "10:03:12Z",
                                        """
                                        "event":"refused","recipient":"",\
                                        "details":{"client":"192.0.2.1","more":"980","reply":"550 no"}\
                                        """)))
                .element(1)
                .isEqualTo(
                        "    10:03:12  refused 980 more times from [192.0.2.1], the last:"
                                + " \"550 no\"");
    }

    @Test
    void manyEvents_areCutInTheMiddle() {
        var events = new ArrayList<String>();
        for (int i = 10; i < 60; i++) {
            events.add(
                    event(
                            "10:%d:00Z".formatted(i),
                            "\"event\":\"deferred\",\"recipient\":\"a@b\",\"details\":{}"));
        }
        List<String> lines = told("x", events.toArray(String[]::new));
        assertThat(lines).hasSize(27).contains("    ...       26 more; --json shows all");
        assertThat(lines.get(25)).startsWith("    10:59:00");
    }

    @Test
    void whatOthersSay_doesNothingToTheTerminal() {
        assertThat(
                        told(
                                "x",
                                event(
                                        "10:00:00Z",
                                        "\"event\":\"failed\",\"recipient\":\"a@b\",\"details\":"
                                                + "{\"reply\":\"550 \\u001b[2J\\u202ex\\n\"}")))
                .element(1)
                .isEqualTo("    10:00:00  a@b: failed for good: \"550 ?[2J?x?\"");
    }

    @ParameterizedTest
    @CsvSource({
        "10:00, 2026-11-27T09:00:00Z",
        "23:30, 2026-11-26T22:30:00Z",
        "2026-11-26, 2026-11-25T23:00:00Z",
        "2026-11-26T10:00, 2026-11-26T09:00:00Z",
        "2026-11-26 10:00, 2026-11-26T09:00:00Z",
        "2026-11-26T10:00:00Z, 2026-11-26T10:00:00Z",
        "2h, 2026-11-27T09:00:00Z",
        "30m, 2026-11-27T10:30:00Z",
        "3d, 2026-11-24T11:00:00Z"
    })
    void since_isWhatPeopleMean(String text, Instant expected) {
        var clock = Clock.fixed(Instant.parse("2026-11-27T11:00:00Z"), ZoneId.of("Europe/Berlin"));
        assertThat(Since.parse(text, clock)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "25:00", "2026-13-01", "-2h", "''"})
    void since_saysWhatItTakes(String text) {
        assertThatThrownBy(() -> Since.parse(text, Clock.systemUTC()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("is not a time such as");
    }

    @Test
    void trace_asksForWhatWasSaid() throws IOException {
        var printed = new ArrayList<String>();
        var console =
                new Console() {
                    @Override
                    void print(String line) {
                        printed.add(line);
                    }
                };
        try (var server = new FakeServer(directory)) {
            String path =
                    "GET /v1/trace?key=%3Ca%2Bb%40example.org%3E&since=2026-11-26T10%3A00%3A00Z"
                            + "&until=2026-11-27T10%3A00%3A00Z&outcome=failed&most=5";
            server.answering(
                    path,
                    200,
                    """
                    {"messages":[],"more":false,"whole":true,"lookedBackTo":"2026-11-26T11:00:00Z"}\
                    """);
            var command = new TraceCommand(new AdminApi(server.location()));
            command.run(
                    Invocation.parse(
                            command,
                            List.of(
                                    "<a+b@example.org>",
                                    "--since",
                                    "2026-11-26T10:00:00Z",
                                    "--until",
                                    "2026-11-27T10:00:00Z",
                                    "--outcome=failed")),
                    console);
            assertThat(server.requests()).containsExactly(path);
        }
        assertThat(printed.getFirst()).isEqualTo("Nothing is known of <a+b@example.org>.");
        assertThat(printed.getLast())
                .endsWith(
                        "nothing before 2026-11-26T11:00:00Z was looked at: ask again with --until 2026-11-26T11:00:00Z.");
    }
}
