package org.posthorn.smtp.receive;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.net.CommandMeters;

/// What receiving mail stands on.
///
/// @param authenticator begins logins that take several steps
/// @param logins who judges logins
/// @param commands measures commands, of all protocols
/// @param figures where deliveries and refusals are counted
public record SmtpServices(
        MailStore store,
        Directory directory,
        Authenticator authenticator,
        LoginGate logins,
        CommandMeters commands,
        PrometheusRegistry figures) {}
