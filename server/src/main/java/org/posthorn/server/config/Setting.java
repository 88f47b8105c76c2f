package org.posthorn.server.config;

/// One key: where it stands, what it may be, what it is by default, and what it does.
///
/// @param key the whole path, such as `listeners.smtp.port`
/// @param documentation for administrators; Markdown, one paragraph
record Setting<T>(String key, Kind<T> kind, T fallback, String documentation) {

    /// The last part of the path.
    String name() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    String printedFallback() {
        return kind.print(fallback);
    }
}
