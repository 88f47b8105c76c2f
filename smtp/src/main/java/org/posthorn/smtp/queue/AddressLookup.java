package org.posthorn.smtp.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host that is named in the configuration.
@FunctionalInterface
public interface AddressLookup {
    /// Its addresses in the order in which they are to be tried; never empty.
    ///
    /// @param host a name, or an address in brackets
    /// @throws UnknownHostException when there are none, for now or for good
    List<InetAddress> of(String host) throws UnknownHostException;
}
