package org.posthorn.net.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A transcript file as it was read.
record Transcript(String name, List<String> given, List<Step> steps) {
    private static final Pattern SPEECH = Pattern.compile("([CS])([0-9]*):(?: (.*))?");

    /// What happens in one line; lines are counted from 1.
    sealed interface Step {
        int line();

        record Client(int line, String connection, String text) implements Step {}

        record Server(int line, String connection, String text) implements Step {}

        record When(int line, String event) implements Step {}
    }

    /// @throws IllegalArgumentException with file and line for a line that is none of the format's
    static Transcript parse(String name, String text) {
        var given = new ArrayList<String>();
        var steps = new ArrayList<Step>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("given ") && steps.isEmpty()) {
                given.add(line.substring("given ".length()));
            } else if (line.startsWith("when ")) {
                steps.add(new Step.When(number, line.substring("when ".length())));
            } else {
                steps.add(speech(name, number, line));
            }
        }
        return new Transcript(name, List.copyOf(given), List.copyOf(steps));
    }

    private static Step speech(String name, int number, String line) {
        Matcher speech = SPEECH.matcher(line);
        if (!speech.matches()) {
            throw new IllegalArgumentException(name + ":" + number + ": not understood: " + line);
        }
        String text = speech.group(3) == null ? "" : speech.group(3);
        return "C".equals(speech.group(1))
                ? new Step.Client(number, speech.group(2), text)
                : new Step.Server(number, speech.group(2), text);
    }
}
