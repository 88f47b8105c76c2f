package org.posthorn.smtp.queue;

import java.util.Optional;

/// The server that something was said by.
///
/// @param tls protocol and cipher; empty in the clear
record Contact(String host, String address, Optional<String> tls) {}
