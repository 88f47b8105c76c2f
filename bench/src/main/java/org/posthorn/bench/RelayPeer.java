package org.posthorn.bench;

import java.io.IOException;
import java.util.List;

/// A server that takes mail for elsewhere, queues it durably and brings it on.
///
/// It sends everything to the sink, but what is for [Consignment#DEAD_DOMAIN] to the host that does
/// not answer.
sealed interface RelayPeer extends Server permits PosthornRelay, PostfixRelay {
    /// Where mail goes, by the ports of this machine.
    record NextHops(int sinkPort, int deadPort) {}

    /// Makes accounts known that may submit; the server is running.
    void createAccounts(List<Account> accounts) throws IOException;

    /// SMTP as between servers; clients on this machine may relay without a login.
    int smtpPort();

    /// Submission, with TLS from the first octet (RFC 8314) and login.
    int submissionsPort();

    /// Has all that waits for another attempt tried again now.
    void retryNow() throws IOException;
}
