package org.posthorn.smtp.dispatch;

import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.smtp.route.RouteTree;

/// A recipient of a message: what was decided for it, and what the client wants to hear of it.
public record Routed(RouteTree tree, RecipientOptions options) {}
