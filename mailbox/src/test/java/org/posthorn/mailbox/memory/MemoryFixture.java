package org.posthorn.mailbox.memory;

import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.change.Follower;
import org.posthorn.mailbox.change.Followers;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.StoreFixture;

final class MemoryFixture implements StoreFixture {
    private final MemoryStorage storage = new MemoryStorage();
    private final Mail mail = Mail.over(storage);

    @Override
    public OutboundQueue outbound() {
        return mail.outbound();
    }

    @Override
    public MailStore store() {
        return mail.store();
    }

    @Override
    public AccountId newAccount() {
        return TestMail.addAccount(mail);
    }

    @Override
    public void removeAccount(AccountId account) {
        TestMail.removeAccount(mail, account);
    }

    @Override
    public void restart() {}

    @Override
    public Followers.Following follow(Follower follower) {
        return mail.follow(follower);
    }

    @Override
    public void finishDeliveries() {
        TestMail.expand(mail);
    }

    @Override
    public void sweep() {
        TestMail.sweep(mail);
    }

    @Override
    public int bodyCount() {
        return TestMail.bodyCount(storage);
    }

    @Override
    public void close() {
        Recount.check(storage);
        MemoryRecount.check(storage);
        mail.close();
    }
}
