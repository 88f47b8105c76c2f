package org.posthorn.smtp.receive;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.net.CommandMeters;
import org.posthorn.smtp.dispatch.Dispatcher;
import org.posthorn.smtp.route.Router;
import org.posthorn.smtp.route.SendingRights;

/// What receiving mail stands on.
///
/// @param router decides where mail goes
/// @param rights which addresses an account may send as
/// @param dispatcher takes responsibility for messages
/// @param log where refusals are noted
/// @param authenticator begins logins that take several steps
/// @param logins who judges logins
/// @param commands measures commands, of all protocols
/// @param figures where deliveries and refusals are counted
public record SmtpServices(
        MailStore store,
        Router router,
        SendingRights rights,
        Dispatcher dispatcher,
        DeliveryLog log,
        Authenticator authenticator,
        LoginGate logins,
        CommandMeters commands,
        PrometheusRegistry figures) {}
