package org.posthorn.server.config;

import java.util.List;

/// Settings that stand together in the file, with what is to be said of all of them.
///
/// @param key the path of the mapping that holds them; empty for the top of the file
record Section(String key, String documentation, List<Setting<?>> settings) {
    Section {
        settings = List.copyOf(settings);
        for (Setting<?> setting : settings) {
            String expected = key.isEmpty() ? setting.name() : key + "." + setting.name();
            if (!setting.key().equals(expected)) {
                throw new IllegalArgumentException(setting.key() + " is not in " + key);
            }
        }
    }
}
