package org.posthorn.smtp.route;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RouteKind;
import org.posthorn.mailbox.routes.RouteTable;
import org.posthorn.mailbox.routes.Routes;
import org.posthorn.smtp.route.RouteQuery.Recipient;

/// Decides where a message goes, recipient by recipient.
public final class Router {
    /// What is known of the recipients of most mail: those whose mail stays here, whoever sends it.
    /// It holds for one generation of the directory and the routes.
    private static final class Cache {
        /// Some 3 MiB when full.
        private static final int MOST = 10_000;

        private final long generation;
        private final ConcurrentHashMap<EmailAddress, RouteNode> nodes = new ConcurrentHashMap<>();

        Cache(long generation) {
            this.generation = generation;
        }

        void put(EmailAddress address, RouteNode node) {
            if (nodes.size() >= MOST) {
                nodes.clear();
            }
            nodes.put(address, node);
        }
    }

    /// What a router asks.
    ///
    /// @param probe asks before a message is taken for a relay, where that is wanted
    public record Services(
            Directory directory,
            Routes routes,
            Folders folders,
            SenderRewriting senders,
            RecipientProbe probe) {}

    private final Services services;
    private volatile Cache cache = new Cache(-1);

    public Router(Services services) {
        this.services = services;
    }

    /// Decides. Asks the database only for what nobody has asked since the last change, and blocks
    /// only where a relay is to be asked.
    public RouteTree route(RouteQuery query) {
        if (query.recipient() instanceof Recipient.Address(EmailAddress address, String _)) {
            Cache known = cache();
            RouteNode node = known.nodes.get(address);
            RouteTable table = services.routes().table();
            if (node != null) {
                return table.has(RouteKind.JOURNAL)
                        ? new Walk(services, table, query).withJournals(node)
                        : new RouteTree(query, node, List.of());
            }
            return new Walk(services, table, query).tree(found -> known.put(address, found));
        }
        return new Walk(services, services.routes().table(), query).tree(_ -> {});
    }

    /// The generation is asked first: what a change makes wrong is never kept beyond it.
    private Cache cache() {
        Cache known = cache;
        long generation = services.directory().generation();
        if (known.generation != generation) {
            known = new Cache(generation);
            cache = known;
        }
        return known;
    }
}
