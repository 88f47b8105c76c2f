package org.posthorn.server.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads a YAML file against the declared settings; what is not declared is refused.
final class SettingsFile {
    private static final int MAX_OCTETS = 1024 * 1024;

    /// Ours have three.
    private static final int MAX_DEPTH = 20;

    private final String source;
    private final Map<String, Setting<?>> settings = new LinkedHashMap<>();
    private final Set<String> mappings = new HashSet<>();
    private final Values values;

    private SettingsFile(String source, List<Section> sections) {
        this.source = source;
        this.values = new Values(source);
        for (Section section : sections) {
            section.settings().forEach(setting -> settings.put(setting.key(), setting));
            for (String key = section.key(); !key.isEmpty(); key = parent(key)) {
                mappings.add(key);
            }
        }
    }

    static Values read(Path file, List<Section> sections) throws ConfigurationException {
        try {
            if (Files.size(file) > MAX_OCTETS) {
                throw new ConfigurationException(
                        file + " is larger than 1 MiB; is it a configuration?");
            }
            return parse(file.toString(), Files.readString(file), sections);
        } catch (NoSuchFileException _) {
            throw new ConfigurationException(
                    "The configuration file " + file + " does not exist; name one with --conf.");
        } catch (MalformedInputException _) {
            throw new ConfigurationException(file + " is not UTF-8 text.");
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The configuration file " + file + " cannot be read: " + e.getMessage());
        }
    }

    static Values parse(String source, String yaml, List<Section> sections)
            throws ConfigurationException {
        SettingsFile file = new SettingsFile(source, sections);
        file.root(yaml);
        return file.values;
    }

    private void root(String yaml) throws ConfigurationException {
        LoadSettings load = LoadSettings.builder().setUseMarks(true).setLabel(source).build();
        Optional<Node> root;
        try {
            checkDepth(load, yaml);
            root = new Compose(load).composeString(yaml);
        } catch (MarkedYamlEngineException e) {
            throw refusal(
                    e.getProblemMark().map(SettingsFile::line).orElse(1),
                    "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw refusal(1, "not YAML: " + e.getMessage());
        }
        if (root.isPresent() && !isEmpty(root.get())) {
            mapping("", root.get());
        }
    }

    /// What makes nodes calls itself for each level, so it must not see a file of many.
    private void checkDepth(LoadSettings load, String yaml) throws ConfigurationException {
        int depth = 0;
        for (Event event : new Parse(load).parseString(yaml)) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw refusal(
                        event.getStartMark().map(SettingsFile::line).orElse(1),
                        "nested more than " + MAX_DEPTH + " levels deep; is it a configuration?");
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private void mapping(String path, Node node) throws ConfigurationException {
        if (!(node instanceof MappingNode mapping)) {
            throw refusal(
                    line(node),
                    path.isEmpty()
                            ? "the file must hold keys with values"
                            : path + " must hold keys with values");
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw refusal(line(entry.getKeyNode()), "a key must be plain text");
            }
            String key = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
            if (!seen.add(key)) {
                throw refusal(line(name), key + " stands twice; remove one of them");
            }
            entry(key, line(name), entry.getValueNode());
        }
    }

    private void entry(String key, int line, Node value) throws ConfigurationException {
        Setting<?> setting = settings.get(key);
        if (setting != null) {
            scalar(setting, value);
        } else if (!mappings.contains(key)) {
            throw refusal(line, "unknown key " + key + NearestKey.hint(key, known()));
        } else if (!isEmpty(value)) {
            mapping(key, value);
        }
    }

    /// A list of plain values is what they are with commas between them.
    private <T> void list(Setting<T> setting, SequenceNode node) throws ConfigurationException {
        StringJoiner values = new StringJoiner(",");
        for (Node each : node.getValue()) {
            boolean plain =
                    each instanceof ScalarNode scalar
                            && !scalar.getValue().isBlank()
                            && scalar.getValue().indexOf(',') < 0;
            if (!plain) {
                throw refusal(
                        line(each), setting.key() + " must be " + setting.kind().description());
            }
            values.add(((ScalarNode) each).getValue());
        }
        value(setting, values.toString(), line(node));
    }

    private <T> void scalar(Setting<T> setting, Node node) throws ConfigurationException {
        if (node instanceof SequenceNode sequence && setting.kind() instanceof ListOf<?>) {
            list(setting, sequence);
            return;
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw refusal(line(node), setting.key() + " must be " + setting.kind().description());
        }
        if (isEmpty(scalar)) {
            throw refusal(
                    line(node),
                    "%s has no value; it must be %s"
                            .formatted(setting.key(), setting.kind().description()));
        }
        value(setting, scalar.getValue(), line(node));
    }

    private <T> void value(Setting<T> setting, String text, int line)
            throws ConfigurationException {
        try {
            values.set(setting, setting.kind().parse(text), line);
        } catch (BadValueException e) {
            throw refusal(
                    line,
                    "%s must be %s; it is \"%s\"".formatted(setting.key(), e.getMessage(), text));
        }
    }

    private Set<String> known() {
        Set<String> known = new HashSet<>(settings.keySet());
        known.addAll(mappings);
        return known;
    }

    private ConfigurationException refusal(int line, String why) {
        return new ConfigurationException(source + ":" + line + ": " + why);
    }

    private static boolean isEmpty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().map(SettingsFile::line).orElse(1);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    private static String parent(String key) {
        return key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
    }
}
