package org.posthorn.smtp.relay;

import java.util.List;

/// Finds the hosts that take mail for a domain (RFC 5321 section 5, RFC 7505).
@FunctionalInterface
public interface Hosts {
    /// Asks for the hosts of a domain; blocks for some seconds at most.
    ///
    /// @param domain in ASCII, or an address literal in brackets
    Found find(String domain);

    /// What was found.
    sealed interface Found {
        /// Hosts to be tried in this order; never empty.
        record Some(List<MailHost> hosts) implements Found {
            public Some {
                hosts = List.copyOf(hosts);
            }
        }

        /// There is none and will be none: no such domain, a null MX, only ourselves.
        record Never(RemoteReply why) implements Found {}

        /// Nobody knows now.
        record NotNow(RemoteReply why) implements Found {}
    }
}
