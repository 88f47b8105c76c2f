package org.posthorn.net.transcript;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of a transcript with its placeholders. Octets are held one to a `char`.
final class Template {
    private static final Pattern CAPTURE =
            Pattern.compile("(?:([A-Za-z][A-Za-z0-9]*):)?(text|number)");

    private final String text;
    private final Map<String, String> remembered;
    private final StringBuilder regex = new StringBuilder();
    private final StringBuilder octets = new StringBuilder();
    private final List<String> captures = new ArrayList<>();
    private boolean fixed = true;

    /// @param remembered what placeholders stood for so far, by name
    Template(String text, Map<String, String> remembered) {
        this.text = text;
        this.remembered = remembered;
        int at = 0;
        while (at < text.length()) {
            int end = text.charAt(at) == '<' ? closing(text, at) : -1;
            if (end > 0 && placeholder(text.substring(at + 1, end))) {
                at = end + 1;
            } else {
                int next = text.indexOf('<', at + 1);
                int stop = next < 0 ? text.length() : next;
                literal(utf8(text.substring(at, stop)));
                at = stop;
            }
        }
    }

    /// Where the bracket that opens at `at` closes; -1 when it does not.
    private static int closing(String text, int at) {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            if (text.charAt(i) == '<') {
                depth++;
            } else if (text.charAt(i) == '>' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void literal(String more) {
        octets.append(more);
        regex.append(Pattern.quote(more));
    }

    private boolean placeholder(String name) {
        Matcher capture = CAPTURE.matcher(name);
        if (capture.matches()) {
            regex.append("text".equals(capture.group(2)) ? "(.*)" : "([0-9]+)");
            captures.add(capture.group(1) == null ? "" : capture.group(1));
            fixed = false;
            return true;
        }
        String known = remembered.get(name);
        if (known != null) {
            literal(known);
            return true;
        }
        String made = make(name);
        literal(made);
        return !made.isEmpty();
    }

    /// What a placeholder stands for; empty when it is none.
    private String make(String name) {
        int colon = name.indexOf(':');
        String argument = name.substring(colon + 1);
        return switch (colon < 0 ? name : name.substring(0, colon)) {
            case "CR" -> "\r";
            case "LF" -> "\n";
            case "NUL" -> "\0";
            case "TAB" -> "\t";
            case "SP" -> " ";
            case "octet" -> String.valueOf((char) HexFormat.fromHexDigits(argument));
            case "repeat" -> repeated(argument);
            case "base64" -> base64(new Template(argument, remembered).octets());
            default -> "";
        };
    }

    private String repeated(String argument) {
        int colon = argument.indexOf(':');
        int times = Integer.parseInt(argument.substring(0, colon));
        return new Template(argument.substring(colon + 1), remembered).octets().repeat(times);
    }

    private static String base64(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// What a client sends.
    String octets() {
        if (!fixed) {
            throw new IllegalArgumentException("a client cannot send just any text: " + text);
        }
        return octets.toString();
    }

    /// Whether a server's line fits; then what it names is remembered.
    boolean matches(String line) {
        Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < captures.size(); i++) {
            if (!captures.get(i).isEmpty()) {
                remembered.put(captures.get(i), matcher.group(i + 1));
            }
        }
        return true;
    }

    /// Octets as a transcript shows them.
    static String shown(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        var decoded = new String(bytes, StandardCharsets.UTF_8);
        String text = decoded.indexOf('\uFFFD') < 0 ? decoded : octets;
        var shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            shown.append(shown(text.charAt(i)));
        }
        return shown.toString();
    }

    private static String shown(char c) {
        return switch (c) {
            case '\r' -> "<CR>";
            case '\n' -> "<LF>";
            case '\0' -> "<NUL>";
            case '\t' -> "<TAB>";
            default ->
                    c < ' ' || (c >= 0x7F && c < 0xA0)
                            ? String.format(Locale.ROOT, "<octet:%02x>", (int) c)
                            : String.valueOf(c);
        };
    }
}
