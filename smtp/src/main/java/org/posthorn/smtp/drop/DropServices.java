package org.posthorn.smtp.drop;

import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.smtp.dispatch.Dispatcher;
import org.posthorn.smtp.receive.SmtpSettings;
import org.posthorn.smtp.route.Router;

/// What the pickup stands on.
///
/// @param limits those of mail that comes by SMTP
public record DropServices(
        MailStore store,
        Directory directory,
        Router router,
        Dispatcher dispatcher,
        SmtpSettings limits) {}
