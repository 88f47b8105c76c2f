package org.posthorn.server.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes the pages that tell administrators of the settings, from the settings' declarations.
final class ConfigurationPages {
    private static final int WIDTH = 100;

    private ConfigurationPages() {}

    /// The default configuration, with every setting at its default.
    static String yaml() {
        StringBuilder page = new StringBuilder();
        comment(
                page,
                "",
                """
                Posthorn's settings, each at its default. Change a line, or leave out what may stay as it is. \
                A key that is not known, or a value that cannot be, stops the start with the line that is wrong. \
                docs/configuration.md is this file as a page.\
                """);
        Set<String> said = new HashSet<>();
        for (Section section : Configuration.SECTIONS) {
            section(page, section, said);
        }
        return page.toString();
    }

    /// @param said comments that stand above already, and need not be read again for each listener
    private static void section(StringBuilder page, Section section, Set<String> said) {
        String indent = "";
        if (!section.key().isEmpty()) {
            indent = "  ".repeat(depth(section.key()));
            page.append('\n');
            comment(page, indent, section.documentation());
            page.append(indent).append(lastPart(section.key())).append(":\n");
            indent += "  ";
        }
        for (Setting<?> setting : section.settings()) {
            if (section.key().isEmpty()) {
                page.append('\n');
            }
            String comment = setting.documentation() + " " + bounds(setting);
            if (said.add(comment)) {
                comment(page, indent, comment);
            }
            page.append(indent)
                    .append(setting.name())
                    .append(": ")
                    .append(written(setting))
                    .append('\n');
        }
    }

    /// The reference page.
    static String markdown() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Configuration

                        `conf/posthorn.yaml` holds every setting with its default. `--conf FILE` names another file; what a
                        file leaves out has its default. A key that is not known, that stands twice, or whose value is of the
                        wrong kind or out of bounds stops the start with one line that names the file, the line and the key.

                        On the command line, `--data DIR` overrides `data`, and `--port-offset N` is added to every port.

                        This page is written from the declarations in the code (package `org.posthorn.server.config`); a test
                        keeps the two equal.
                        """);
        for (Section section : Configuration.SECTIONS) {
            page.append("\n## ")
                    .append(section.key().isEmpty() ? "The server" : "`" + section.key() + "`")
                    .append("\n\n")
                    .append(section.documentation())
                    .append('\n');
            table(page, section.settings());
        }
        return page.toString();
    }

    private static void table(StringBuilder page, List<Setting<?>> settings) {
        if (settings.isEmpty()) {
            return;
        }
        page.append("\n| key | default | may be | what it does |\n| --- | --- | --- | --- |\n");
        for (Setting<?> setting : settings) {
            page.append(
                    "| `%s` | `%s` | %s | %s |\n"
                            .formatted(
                                    setting.key(),
                                    written(setting),
                                    setting.kind().description(),
                                    setting.documentation()));
        }
    }

    private static String bounds(Setting<?> setting) {
        return "(" + setting.kind().description() + ")";
    }

    private static String written(Setting<?> setting) {
        String value = setting.printedFallback();
        return value.isEmpty() || value.equals("*") ? '"' + value + '"' : value;
    }

    private static void comment(StringBuilder page, String indent, String text) {
        StringBuilder line = new StringBuilder(indent + "#");
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                page.append(line).append('\n');
                line = new StringBuilder(indent + "#");
            }
            line.append(' ').append(word);
        }
        page.append(line).append('\n');
    }

    private static int depth(String key) {
        return (int) key.chars().filter(c -> c == '.').count();
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
