package org.posthorn.server;

import java.util.Optional;

/// Which Posthorn this is.
final class Version {
    private Version() {}

    /// From the jar's manifest, which Maven writes.
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
    }
}
