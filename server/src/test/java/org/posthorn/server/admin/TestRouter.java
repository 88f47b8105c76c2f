package org.posthorn.server.admin;

import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.smtp.route.Folders;
import org.posthorn.smtp.route.RecipientProbe;
import org.posthorn.smtp.route.Router;
import org.posthorn.smtp.route.SenderRewriting;

/// A router that asks nobody outside of the store.
final class TestRouter {
    private TestRouter() {}

    static Router over(Mail mail, Directory directory) {
        return new Router(
                new Router.Services(
                        directory,
                        mail.routes(),
                        Folders.of(mail.store()),
                        SenderRewriting.NONE,
                        RecipientProbe.TAKES_ALL));
    }
}
