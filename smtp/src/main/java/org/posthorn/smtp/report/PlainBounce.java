package org.posthorn.smtp.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.smtp.report.IncomingReport.Action;

/// A bounce for people only, of the two kinds that say in a known way who it is about: with a field
/// `X-Failed-Recipients`, as Exim writes it, and in the form QSBMF, as qmail does.
///
/// @param returned the header of the message, as far as the text repeats it
record PlainBounce(List<IncomingReport.Recipient> recipients, Fields returned) {
    private static final String QSBMF_GREETING = "Hi. This is ";
    private static final Pattern QSBMF_RECIPIENT = Pattern.compile("<(.{1,320})>:");
    private static final Pattern REPLY = Pattern.compile("(?<![0-9.])([45])[0-9]{2}[ -]");

    /// Exim begins what it returns behind a line of dashes and words, qmail behind three dashes.
    private static final String DASHES = "---";

    /// Reads the header and the text of a message.
    static Optional<PlainBounce> read(Fields header, byte[] text) {
        List<String> lines = new String(text, StandardCharsets.ISO_8859_1).lines().toList();
        List<IncomingReport.Recipient> recipients =
                header.first("x-failed-recipients")
                        .map(failed -> named(failed, lines))
                        .orElseGet(() -> qsbmf(lines));
        return recipients.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlainBounce(recipients, returned(lines)));
    }

    private static List<IncomingReport.Recipient> named(String failed, List<String> lines) {
        Map<String, String> words = indentedWords(lines);
        List<IncomingReport.Recipient> recipients = new ArrayList<>();
        for (String each : failed.split(",", StatusReading.MAX_RECIPIENTS + 1)) {
            StatusReading.address(each.strip())
                    .filter(_ -> recipients.size() < StatusReading.MAX_RECIPIENTS)
                    .map(address -> failed(address, words.getOrDefault(address, "")))
                    .ifPresent(recipients::add);
        }
        return recipients;
    }

    /// What is said of each address: it stands alone in an indented line, and lines that are
    /// indented further follow.
    private static Map<String, String> indentedWords(List<String> lines) {
        Map<String, String> words = new LinkedHashMap<>();
        StringBuilder said = new StringBuilder();
        String address = "";
        int indent = 0;
        for (String line : lines) {
            int start = line.length() - line.stripLeading().length();
            if (start > indent && !address.isEmpty()) {
                said.append(' ').append(line.strip());
                continue;
            }
            words.putIfAbsent(address, said.toString());
            said.setLength(0);
            address =
                    start > 0 && line.indexOf('@') > 0
                            ? StatusReading.address(line.strip().replaceFirst(":$", "")).orElse("")
                            : "";
            indent = start;
            if (line.startsWith(DASHES) || words.size() > StatusReading.MAX_RECIPIENTS) {
                break;
            }
        }
        words.putIfAbsent(address, said.toString());
        return words;
    }

    /// Paragraphs: the first greets, and those that begin with an address in brackets and a colon
    /// tell of it.
    private static List<IncomingReport.Recipient> qsbmf(List<String> lines) {
        List<IncomingReport.Recipient> recipients = new ArrayList<>();
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first == lines.size() || !lines.get(first).startsWith(QSBMF_GREETING)) {
            return recipients;
        }
        for (int i = first; i < lines.size() && !lines.get(i).startsWith(DASHES); i++) {
            Matcher named = QSBMF_RECIPIENT.matcher(lines.get(i).stripTrailing());
            if (!named.matches() || recipients.size() >= StatusReading.MAX_RECIPIENTS) {
                continue;
            }
            var said = new StringBuilder();
            while (i + 1 < lines.size() && !lines.get(i + 1).isBlank()) {
                said.append(' ').append(lines.get(++i));
            }
            StatusReading.address(named.group(1))
                    .map(address -> failed(address, said.toString()))
                    .ifPresent(recipients::add);
        }
        return recipients;
    }

    /// Neither kind tells of delays.
    private static IncomingReport.Recipient failed(String address, String said) {
        Matcher reply = REPLY.matcher(said);
        String status =
                StatusReading.status(said)
                        .orElseGet(() -> reply.find() ? reply.group(1) + ".0.0" : "5.0.0");
        return new IncomingReport.Recipient(
                address,
                Optional.empty(),
                Action.FAILED,
                status,
                StatusReading.text(said),
                Optional.empty());
    }

    private static Fields returned(List<String> lines) {
        int start = 0;
        while (start < lines.size() && !lines.get(start).startsWith(DASHES)) {
            start++;
        }
        start++;
        while (start < lines.size() && lines.get(start).isBlank()) {
            start++;
        }
        String header =
                start < lines.size() ? String.join("\n", lines.subList(start, lines.size())) : "";
        return Fields.header(header.getBytes(StandardCharsets.ISO_8859_1));
    }
}
