/// What an administrator can set, and what he set.
///
/// Start at [org.posthorn.server.config.Configuration]: its `read` turns a YAML file into typed
/// records. Each key is declared once, as a `Setting` in the `...Section` of its topic, with its
/// kind, default, bounds and documentation; `conf/posthorn.yaml` and `docs/configuration.md` are
/// written from the declarations, and a test holds them equal.
///
/// Layers: `Main` reads a configuration and hands each part its record; no part asks for a key.
///
/// Threads: all values are immutable.
///
/// Errors: whatever is wrong in the file is a [org.posthorn.server.config.ConfigurationException]
/// that names file, line and key in one sentence; nothing is guessed and nothing is ignored.
@NullMarked
package org.posthorn.server.config;

import org.jspecify.annotations.NullMarked;
