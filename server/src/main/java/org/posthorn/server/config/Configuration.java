package org.posthorn.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.ImapSettings;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.pop3.Pop3Settings;
import org.posthorn.smtp.drop.DropSettings;
import org.posthorn.smtp.queue.QueueSettings;
import org.posthorn.smtp.receive.SmtpSettings;
import org.posthorn.smtp.relay.DnsSettings;

/// All settings, checked.
public record Configuration(
        ServerSettings server,
        Endpoints endpoints,
        LoginSettings logins,
        SmtpSettings smtp,
        DropSettings sendmail,
        QueueSettings queue,
        DnsSettings dns,
        ImapSettings imap,
        Pop3Settings pop3,
        UndeleteSettings undelete,
        DeliveryLogSettings deliveryLog,
        TlsSettings tls,
        AdminSettings admin,
        LoggingSettings logging) {

    /// All settings that there are, in the order of the file.
    static final List<Section> SECTIONS = sections();

    /// Reads a file.
    ///
    /// @param home where relative paths in the file start
    /// @param portOffset is added to every port but 0
    public static Configuration read(Path file, Path home, int portOffset)
            throws ConfigurationException {
        return from(SettingsFile.read(file, SECTIONS), home, portOffset);
    }

    /// What holds where there is no file.
    public static Configuration defaults(Path home, int portOffset) throws ConfigurationException {
        return from(new Values("defaults"), home, portOffset);
    }

    /// Listens on free ports of the loopback address only.
    public static Configuration forRehearsal(Path data) throws ConfigurationException {
        Values values = new Values("rehearsal");
        for (ListenerSection listener : ListenerSection.ALL_LISTENERS) {
            values.set(listener.address(), ListenAddress.parse("127.0.0.1"), 0);
            values.set(listener.port(), 0, 0);
        }
        values.set(AdminSettings.PORT, 0, 0);
        return from(values, data, 0).withDataDirectory(data);
    }

    static Configuration from(Values values, Path home, int portOffset)
            throws ConfigurationException {
        ServerSettings server = ServerSettings.from(values, home);
        return new Configuration(
                server,
                Endpoints.from(values, portOffset),
                LoginsSection.from(values),
                SmtpSection.from(values, server.hostname()),
                SendmailSection.from(values, home),
                QueueSection.from(values),
                DnsSection.from(values, server.hostname()),
                ImapSection.from(values),
                Pop3Section.from(values),
                UndeleteSettings.from(values),
                DeliveryLogSettings.from(values),
                TlsSection.from(values, home),
                AdminSettings.from(values, portOffset),
                LoggingSettings.from(values));
    }

    public Configuration withDataDirectory(Path directory) {
        return new Configuration(
                server.withDataDirectory(directory),
                endpoints,
                logins,
                smtp,
                sendmail,
                queue,
                dns,
                imap,
                pop3,
                undelete,
                deliveryLog,
                tls,
                admin,
                logging);
    }

    private static List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(ServerSettings.SECTION);
        sections.add(
                new Section(
                        "listeners",
                        "What the server listens on. The ports need no privileges; see docs/operations.md for the usual ones.",
                        List.of(ListenerSection.PROXIES)));
        ListenerSection.ALL_LISTENERS.forEach(listener -> sections.add(listener.section()));
        sections.add(LoginsSection.SECTION);
        sections.add(SmtpSection.SECTION);
        sections.add(SendmailSection.SECTION);
        sections.add(QueueSection.SECTION);
        sections.add(DnsSection.SECTION);
        sections.add(ImapSection.SECTION);
        sections.add(Pop3Section.SECTION);
        sections.add(UndeleteSettings.SECTION);
        sections.add(DeliveryLogSettings.SECTION);
        sections.add(TlsSection.SECTION);
        sections.add(AdminSettings.SECTION);
        sections.add(LoggingSettings.SECTION);
        return List.copyOf(sections);
    }
}
