package org.posthorn.mailbox.memory;

import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.routes.RoutesContract;

class MemoryRoutesTest extends RoutesContract {
    private final MemoryStorage storage = new MemoryStorage();
    private final Mail mail = Mail.over(storage);

    @Override
    protected Mail mail() {
        return mail;
    }

    /// Another store over the same rows.
    @Override
    protected Mail reopened() {
        return Mail.over(storage);
    }
}
