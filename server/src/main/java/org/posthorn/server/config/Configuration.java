package org.posthorn.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All settings, checked.
public record Configuration(
        ServerSettings server,
        Endpoints endpoints,
        TlsSettings tls,
        AdminSettings admin,
        LoggingSettings logging) {

    /// All settings that there are, in the order of the file.
    static final List<Section> SECTIONS = sections();

    /// Reads a file.
    ///
    /// @param home where relative paths in the file start
    /// @param portOffset is added to every port but 0
    public static Configuration read(Path file, Path home, int portOffset)
            throws ConfigurationException {
        return from(SettingsFile.read(file, SECTIONS), home, portOffset);
    }

    /// What holds where there is no file.
    public static Configuration defaults(Path home, int portOffset) throws ConfigurationException {
        return from(new Values("defaults"), home, portOffset);
    }

    static Configuration from(Values values, Path home, int portOffset)
            throws ConfigurationException {
        return new Configuration(
                ServerSettings.from(values, home),
                Endpoints.from(values, portOffset),
                TlsSection.from(values, home),
                AdminSettings.from(values, portOffset),
                LoggingSettings.from(values));
    }

    public Configuration withDataDirectory(Path directory) {
        return new Configuration(
                server.withDataDirectory(directory), endpoints, tls, admin, logging);
    }

    private static List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(ServerSettings.SECTION);
        sections.add(
                new Section(
                        "listeners",
                        "What the server listens on. The ports need no privileges; see docs/operations.md for the usual ones.",
                        List.of()));
        ListenerSection.ALL_LISTENERS.forEach(listener -> sections.add(listener.section()));
        sections.add(TlsSection.SECTION);
        sections.add(AdminSettings.SECTION);
        sections.add(LoggingSettings.SECTION);
        return List.copyOf(sections);
    }
}
