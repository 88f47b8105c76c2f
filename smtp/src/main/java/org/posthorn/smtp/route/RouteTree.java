package org.posthorn.smtp.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that was decided for a recipient.
///
/// @param journals copies that an administrator wants; none where the recipient is refused
public record RouteTree(RouteQuery query, RouteNode root, List<RouteNode> journals) {

    /// The refusal that the client hears: where nobody gets the message, and no rule has thrown it
    /// away, what was said first.
    public Optional<RouteNode.Refuse> refusal() {
        if (root instanceof RouteNode.Deliver) {
            return Optional.empty();
        }
        RouteNode.@Nullable Refuse first = null;
        Deque<RouteNode> rest = new ArrayDeque<>(List.of(root));
        while (!rest.isEmpty()) {
            switch (rest.pop()) {
                case RouteNode.Deliver _, RouteNode.Relay _, RouteNode.Discard _ -> {
                    return Optional.empty();
                }
                case RouteNode.Refuse refuse -> first = first == null ? refuse : first;
                case RouteNode.Repeated _ -> {}
                case RouteNode.Expand expand -> pushAll(rest, expand.children());
                case RouteNode.Forward forward -> pushAll(rest, forward.children());
            }
        }
        return Optional.of(first == null ? Refusals.CIRCLE : first);
    }

    private static void pushAll(Deque<RouteNode> rest, List<RouteNode> children) {
        children.reversed().forEach(rest::push);
    }

    /// Calls for each node, those that come first in [#print] first.
    void forEach(Consumer<RouteNode> action) {
        Deque<RouteNode> rest = new ArrayDeque<>();
        pushAll(rest, journals);
        rest.push(root);
        while (!rest.isEmpty()) {
            RouteNode node = rest.pop();
            action.accept(node);
            pushAll(rest, node.children());
        }
    }

    /// Where it would go if nobody wanted copies.
    public RouteTree withoutJournals() {
        return new RouteTree(query, root, List.of());
    }

    /// The rule that decided first, for the delivery log.
    public String reason() {
        return root.why();
    }

    /// The tree as text, a line for each node.
    public String print() {
        var text = new StringBuilder();
        text.append(query.recipient()).append(" from ");
        text.append(query.sender().isEmpty() ? "<>" : query.sender());
        query.account().ifPresent(account -> text.append(" as ").append(account.address()));
        if (query.trusted()) {
            text.append(", from a trusted network");
        }
        text.append('\n');
        for (int i = 0; i <= journals.size(); i++) {
            print(i == 0 ? root : journals.get(i - 1), "", i == journals.size(), text);
        }
        return text.toString();
    }

    private static void print(RouteNode node, String indent, boolean last, StringBuilder text) {
        text.append(indent).append(last ? "└ " : "├ ").append(node.why()).append('\n');
        List<RouteNode> children = node.children();
        for (int i = 0; i < children.size(); i++) {
            print(children.get(i), indent + (last ? "  " : "│ "), i == children.size() - 1, text);
        }
    }
}
