package org.posthorn.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.posthorn.imap.ImapMeters;
import org.posthorn.imap.ImapProtocol;
import org.posthorn.imap.ImapServices;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.change.Retention;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.jdbc.DerbyStorage;
import org.posthorn.mailbox.login.Bans;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.CommandMeters;
import org.posthorn.net.ListenerMeters;
import org.posthorn.net.Tls;
import org.posthorn.pop3.Pop3Protocol;
import org.posthorn.pop3.Pop3Services;
import org.posthorn.server.admin.AdminApi;
import org.posthorn.server.admin.ListenerStatus;
import org.posthorn.server.admin.QueueControl;
import org.posthorn.server.admin.QueueMetrics;
import org.posthorn.server.config.Configuration;
import org.posthorn.server.config.Endpoints;
import org.posthorn.server.files.LastingSecret;
import org.posthorn.server.metrics.BudgetMetrics;
import org.posthorn.server.metrics.ServerMetrics;
import org.posthorn.server.tls.CertificateException;
import org.posthorn.server.tls.ServerTls;
import org.posthorn.smtp.drop.DropServices;
import org.posthorn.smtp.drop.Pickup;
import org.posthorn.smtp.limits.SendingLimits;
import org.posthorn.smtp.receive.SmtpServer;
import org.posthorn.smtp.receive.SmtpServices;
import org.posthorn.smtp.route.SendingRights;

/// A running server.
final class Server implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Server.class.getName());

    private final Parts parts;
    private final PrometheusRegistry figures = new PrometheusRegistry();
    private final Directory directory;
    private final ServerTls certificate;
    private final Listeners listeners;
    private final Sending sending;
    private final Bans bans;
    private final AdminApi admin;

    /// Starts all parts in the order in which they need each other. What has been started when one
    /// fails is the caller's to close.
    private Server(Configuration configuration, Parts parts) throws StartException {
        this.parts = parts;
        Path data = DataDirectory.open(configuration.server().dataDirectory());
        DerbyStorage storage = parts.add(openStorage(configuration, data, figures));
        Mail mail = parts.add(openMail(configuration, storage, data));
        MailStore store = mail.store();
        bans = new Bans(configuration.logins(), figures);
        LoginGate logins =
                LoginGate.of(mail.authenticator(), configuration.logins(), figures, bans);
        directory = mail.directory();
        sending = parts.add(openSending(configuration, data, mail));

        certificate = openCertificate(configuration, data);
        Tls upgrade = new Tls.Upgrade(certificate.context());
        Tls implicit = new Tls.Implicit(certificate.context());

        CommandMeters commands = new CommandMeters(figures);
        Endpoints at = configuration.endpoints();
        listeners =
                parts.add(
                        new Listeners(
                                configuration.server().stopGrace(),
                                new BudgetedBuffers(store.budget())));

        SmtpServer smtp = smtpServer(configuration, mail, logins, commands);
        listeners.open(at.smtp(), upgrade, smtp.mx());
        listeners.open(at.submission(), upgrade, smtp.submission());
        listeners.open(at.submissions(), implicit, smtp.submission());
        listeners.open(at.lmtp(), upgrade, smtp.lmtp());

        ImapProtocol imap =
                new ImapProtocol(
                        new ImapServices(
                                store, directory, logins, new ImapMeters(commands, figures)),
                        configuration.imap());
        listeners.open(at.imap(), upgrade, imap);
        listeners.open(at.imaps(), implicit, imap);

        Pop3Protocol pop3 =
                new Pop3Protocol(
                        new Pop3Services(store, directory, logins, commands, figures),
                        configuration.pop3());
        listeners.open(at.pop3(), upgrade, pop3);
        listeners.open(at.pop3s(), implicit, pop3);

        registerFigures(data, mail);
        admin = parts.add(openAdminApi(configuration, data, storage, mail, smtp.sending()));
        startSending(configuration, mail);
        DataDirectory.tighten(data);
    }

    private SmtpServer smtpServer(
            Configuration configuration, Mail mail, LoginGate logins, CommandMeters commands) {
        return new SmtpServer(
                new SmtpServices(
                        mail.store(),
                        sending.router(),
                        new SendingRights(directory, mail.routes()),
                        sending.dispatcher(),
                        mail.deliveryLog(),
                        mail.authenticator(),
                        logins,
                        commands,
                        figures),
                configuration.smtp());
    }

    private void registerFigures(Path data, Mail mail) {
        ListenerMeters.register(figures, listeners::all);
        ServerMetrics.register(figures, Version.text(), data, listeners::status);
        BudgetMetrics.register(figures, mail.store().budget());
        QueueMetrics.register(figures, mail.outbound(), InstantSource.system());
    }

    /// Starts all parts, or none.
    static Server start(Configuration configuration) throws StartException {
        Parts parts = new Parts();
        try {
            return new Server(configuration, parts);
        } catch (StartException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static DerbyStorage openStorage(
            Configuration configuration, Path data, PrometheusRegistry figures)
            throws StartException {
        try {
            return DerbyStorage.open(
                    data,
                    configuration.server().diskReserveOctets(),
                    configuration.server().messageStore(),
                    new SuddenEnd(),
                    figures);
        } catch (StoreException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Mail openMail(Configuration configuration, DerbyStorage storage, Path data) {
        return Mail.over(
                storage.mail(),
                data,
                storage.reserve(),
                Retention.DEFAULT
                        .keepingExpunged(configuration.undelete().keep())
                        .keepingLog(configuration.deliveryLog().keepDays()),
                new SuddenEnd());
    }

    private static ServerTls openCertificate(Configuration configuration, Path data)
            throws StartException {
        try {
            return ServerTls.open(configuration.tls(), data, configuration.server().hostname());
        } catch (CertificateException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private AdminApi openAdminApi(
            Configuration configuration,
            Path data,
            DerbyStorage storage,
            Mail mail,
            SendingLimits limits)
            throws StartException {
        int port = configuration.admin().port();
        try {
            return AdminApi.open(
                    port,
                    data,
                    new AdminApi.Subject(
                            Version.text(),
                            directory,
                            mail.routes(),
                            sending.router(),
                            mail.store(),
                            mail.outbound(),
                            storage::health,
                            listeners::status,
                            mail.check(),
                            mail.deliveryLog(),
                            QueueControl.of(sending.scheduler()),
                            limits,
                            bans,
                            figures));
        } catch (IOException e) {
            throw Listeners.cannotListen(
                    "admin", new InetSocketAddress(InetAddress.getLoopbackAddress(), port), e);
        }
    }

    private Sending openSending(Configuration configuration, Path data, Mail mail)
            throws StartException {
        Path file = data.resolve("return-path-secret");
        try {
            return new Sending(configuration, mail, LastingSecret.in(file), figures);
        } catch (IOException e) {
            throw new StartException(
                    "The file %s cannot be read or made: %s".formatted(file, e), e);
        }
    }

    /// Begins to work on what waits, and to take what this machine's programs have left.
    private void startSending(Configuration configuration, Mail mail) throws StartException {
        sending.start();
        Path folder = configuration.sendmail().folder().orElse(null);
        if (folder == null) {
            return;
        }
        try {
            parts.add(
                    Pickup.open(
                            folder,
                            new DropServices(
                                    mail.store(),
                                    directory,
                                    sending.router(),
                                    sending.dispatcher(),
                                    configuration.smtp()),
                            configuration.sendmail()));
        } catch (IOException e) {
            throw new StartException(
                    "The folder %s of sendmail.folder cannot be used (%s); name another, or make it this user's."
                            .formatted(folder, e),
                    e);
        }
    }

    List<ListenerStatus> listeners() {
        return listeners.status();
    }

    int adminPort() {
        return admin.port();
    }

    boolean hasDomain() {
        return !directory.domains().isEmpty();
    }

    /// Reads the certificate again. A new one that cannot be used changes nothing.
    void reload() {
        try {
            certificate.reload();
            LOG.log(
                    Level.INFO,
                    "the certificate has been read again; it is good until "
                            + certificate.certificate().getNotAfter().toInstant());
        } catch (CertificateException e) {
            LOG.log(Level.ERROR, "the certificate stays as it was: " + e.getMessage());
        }
    }

    /// Lets sessions at work finish, and closes the store after them.
    @Override
    public void close() {
        parts.close();
    }
}
