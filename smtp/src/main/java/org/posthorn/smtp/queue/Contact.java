package org.posthorn.smtp.queue;

import java.util.Optional;
import org.posthorn.smtp.relay.RelayTarget;

/// The server that something was said by.
///
/// @param tls protocol and cipher; empty in the clear
record Contact(String host, String address, Optional<String> tls) {
    static Contact of(RelayTarget target, Optional<String> tls) {
        return new Contact(target.host(), target.address().getAddress().getHostAddress(), tls);
    }
}
