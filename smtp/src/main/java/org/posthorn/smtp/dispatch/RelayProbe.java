package org.posthorn.smtp.dispatch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Semaphore;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RelayHost;
import org.posthorn.mailbox.routes.RelayName;
import org.posthorn.mailbox.routes.Routes;
import org.posthorn.smtp.queue.AddressLookup;
import org.posthorn.smtp.relay.Relay;
import org.posthorn.smtp.relay.RelayException;
import org.posthorn.smtp.relay.RelayTarget;
import org.posthorn.smtp.relay.RemoteReply;
import org.posthorn.smtp.route.RecipientProbe;
import org.posthorn.smtp.route.RelayTerms;

/// Asks a relay of a recipient, as a server that sends would, and sends nothing.
public final class RelayProbe implements RecipientProbe {
    /// At once; whoever comes then hears to come again.
    private static final int MOST = 20;

    private final Routes routes;
    private final Relay relay;
    private final AddressLookup addresses;
    private final Semaphore room = new Semaphore(MOST);

    /// @param relay has short time-outs: a client waits meanwhile
    public RelayProbe(Routes routes, Relay relay, AddressLookup addresses) {
        this.routes = routes;
        this.relay = relay;
        this.addresses = addresses;
    }

    @Override
    public Answer ask(RelayName name, EmailAddress recipient) {
        var host = routes.table().relay(name);
        if (host.isEmpty() || !room.tryAcquire()) {
            return Answer.UNSURE;
        }
        try {
            return ask(host.get(), recipient.toString());
        } finally {
            room.release();
        }
    }

    private Answer ask(RelayHost host, String recipient) {
        var terms = RelayTerms.of(host);
        try {
            for (InetAddress address : addresses.of(terms.host())) {
                var target =
                        new RelayTarget(
                                terms.host(),
                                new InetSocketAddress(address, terms.port()),
                                terms.protocol(),
                                terms.tls(),
                                terms.implicitTls(),
                                terms.login());
                try (var connection = relay.connect(target)) {
                    return answer(connection.probe(recipient));
                } catch (RelayException _) {
                    // Perhaps at another of its addresses.
                }
            }
        } catch (UnknownHostException _) {
            // As if it did not answer.
        }
        return Answer.UNSURE;
    }

    private static Answer answer(RemoteReply reply) {
        if (reply.isPositive()) {
            return Answer.KNOWN;
        }
        return reply.isPermanent() ? Answer.UNKNOWN : Answer.UNSURE;
    }
}
