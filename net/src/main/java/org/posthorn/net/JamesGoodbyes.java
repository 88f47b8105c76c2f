package org.posthorn.net;

import org.apache.james.protocols.api.Response;

/// What a protocol says when it ends a session by itself; [Response#DISCONNECT] says nothing.
///
/// @param timedOut the client was silent for too long
/// @param late the connection's deadline has passed
/// @param stopping the server is stopping
/// @param refusal a line for one connection too many, or empty
public record JamesGoodbyes(Response timedOut, Response late, Response stopping, String refusal) {}
