package org.posthorn.smtp.queue;

import org.posthorn.smtp.relay.RemoteReply;

/// Where a destination leads, as far as it could be found out.
sealed interface Resolution {
    /// It leads to a site.
    ///
    /// @param key the same for all destinations that share connections
    record To(String key, Route route) implements Resolution {}

    /// Nobody knows now.
    record NotNow(RemoteReply why) implements Resolution {}
}
