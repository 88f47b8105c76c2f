package org.posthorn.server.admin;

/// What `status` tells of a listener.
///
/// @param tls `none`, `starttls` or `implicit`
/// @param accepting whether it takes connections, as it should
/// @param connections how many are open now
public record ListenerStatus(
        String name, String address, int port, String tls, boolean accepting, int connections) {}
