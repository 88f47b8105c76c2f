package org.posthorn.server.config;

/// The configuration cannot be used; the message is one sentence that names file, line and key.
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
