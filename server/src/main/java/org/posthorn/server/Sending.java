package org.posthorn.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.server.config.Configuration;
import org.posthorn.smtp.dispatch.ConfiguredHops;
import org.posthorn.smtp.dispatch.Dispatcher;
import org.posthorn.smtp.dispatch.RelayProbe;
import org.posthorn.smtp.dispatch.Reports;
import org.posthorn.smtp.dispatch.SrsSenders;
import org.posthorn.smtp.queue.QueueParts;
import org.posthorn.smtp.queue.Scheduler;
import org.posthorn.smtp.relay.DnsHosts;
import org.posthorn.smtp.relay.RelaySettings;
import org.posthorn.smtp.relay.RelayTimeouts;
import org.posthorn.smtp.relay.SmtpRelay;
import org.posthorn.smtp.report.NoticeWriter;
import org.posthorn.smtp.route.Folders;
import org.posthorn.smtp.route.RememberingProbe;
import org.posthorn.smtp.route.RouteQuery;
import org.posthorn.smtp.route.RouteTree;
import org.posthorn.smtp.route.Router;

/// All that sends mail on its way: where it goes, what waits, and who is told.
final class Sending implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(5);

    /// For what a client waits for.
    private static final RelayTimeouts QUICK =
            new RelayTimeouts(MOMENT, MOMENT, MOMENT, MOMENT, MOMENT, MOMENT, MOMENT);

    private final Router router;
    private final Scheduler scheduler;
    private final OutboundQueue queue;
    private final Dispatcher dispatcher;

    /// @param secret of this installation, which signs the return paths of forwarded mail
    Sending(Configuration configuration, Mail mail, String secret, PrometheusRegistry figures) {
        String hostname = configuration.server().hostname();
        queue = mail.outbound();
        router =
                new Router(
                        new Router.Services(
                                mail.directory(),
                                mail.routes(),
                                Folders.of(mail.store()),
                                new SrsSenders(secret, InstantSource.system()),
                                new RememberingProbe(
                                        new RelayProbe(
                                                mail.routes(),
                                                new SmtpRelay(
                                                        RelaySettings.of(hostname)
                                                                .withTimeouts(QUICK)),
                                                Sending::addresses),
                                        InstantSource.system())));
        var reports =
                new Reports(
                        mail.store(),
                        mail.outbound(),
                        new NoticeWriter(
                                hostname,
                                "postmaster@" + hostname,
                                NoticeWriter.USUAL_RETURNED_OCTETS),
                        this::routeToSender);
        scheduler =
                new Scheduler(
                        new QueueParts(
                                mail.outbound(),
                                new Claimant(hostname, System.currentTimeMillis()),
                                new SmtpRelay(RelaySettings.of(hostname)),
                                new DnsHosts(configuration.dns()),
                                Sending::addresses,
                                new ConfiguredHops(
                                        mail.routes(), router, mail.store(), mail.outbound()),
                                reports,
                                configuration.queue(),
                                figures));
        dispatcher = new Dispatcher(mail.store(), mail.outbound(), scheduler);
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return List.of(InetAddress.getAllByName(literal.replaceFirst("(?i)^IPv6:", "")));
    }

    /// Reports go wherever their addressees are.
    private RouteTree routeToSender(String sender) {
        RouteQuery.Recipient recipient;
        try {
            recipient = new RouteQuery.Recipient.Address(EmailAddress.parse(sender), sender);
        } catch (InvalidAddressException _) {
            recipient = new RouteQuery.Recipient.Literal(sender);
        }
        return router.route(new RouteQuery("", Optional.empty(), true, recipient));
    }

    /// Begins to work on the queue, with what waits there.
    void start() {
        scheduler.start();
        queue.watch(scheduler::wake);
    }

    Router router() {
        return router;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /// Ends within 10 seconds, and leaves what waits to whoever comes next.
    @Override
    public void close() {
        scheduler.close();
    }
}
