package org.posthorn.smtp.dispatch;

import java.util.List;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.smtp.route.RouteLeaves;
import org.posthorn.smtp.route.RouteTree;

/// A recipient of a message: what was decided for it, where that ends, and what the client wants to
/// hear of it.
public record Routed(RouteTree tree, RouteLeaves leaves, RecipientOptions options) {
    public static Routed of(RouteTree tree, RecipientOptions options) {
        return new Routed(tree, RouteLeaves.of(List.of(tree)), options);
    }
}
