package org.posthorn.bench;

import java.io.IOException;
import java.util.List;

/// How clients bring mail to a server, each over a connection of its own that it keeps.
sealed interface Post {
    /// A connection that is ready for messages.
    SmtpClient connect(RelayPeer peer, int client) throws IOException;

    /// The reverse path of a message.
    ///
    /// @param digits its number
    String sender(int client, String digits);

    /// The domain of all recipients.
    String domain();

    /// What a client sends as its message of that number.
    Letters.Letter letter(int client, int index);

    /// From another server, without login; each message has a sender of its own, so that what is
    /// reported of it can be told.
    record Relayed(Letters letters, String domain) implements Post {
        @Override
        public SmtpClient connect(RelayPeer peer, int client) throws IOException {
            return SmtpClient.connect(peer.smtpPort());
        }

        @Override
        public String sender(int client, String digits) {
            return "s" + digits + "@" + Consignment.ORIGIN_DOMAIN;
        }

        @Override
        public Letters.Letter letter(int client, int index) {
            return letters.at(index);
        }
    }

    /// By people who have logged in over TLS, in their own names.
    ///
    /// @param letters those of each account
    record Submitted(List<Account> accounts, List<Letters> letters) implements Post {
        @Override
        public SmtpClient connect(RelayPeer peer, int client) throws IOException {
            return SmtpClient.login(peer.submissionsPort(), accounts.get(client));
        }

        @Override
        public String sender(int client, String digits) {
            return accounts.get(client).address();
        }

        @Override
        public String domain() {
            return Consignment.SINK_DOMAIN;
        }

        @Override
        public Letters.Letter letter(int client, int index) {
            return letters.get(client).at(index);
        }
    }
}
