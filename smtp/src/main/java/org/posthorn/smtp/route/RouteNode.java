package org.posthorn.smtp.route;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.store.MailboxName;

/// What a rule has decided for an address, and all that followed from it.
public sealed interface RouteNode {
    /// In words, such as `alias info@example.com (2 targets)`.
    String why();

    /// What it led to.
    default List<RouteNode> children() {
        return List.of();
    }

    /// Into a mailbox here.
    ///
    /// @param folder where it goes if it still is there; else INBOX
    /// @param returnPath in place of the sender, if another is to hear of failures
    record Deliver(Account account, MailboxName folder, Optional<String> returnPath)
            implements RouteNode {
        @Override
        public String why() {
            return "deliver to %s, %s".formatted(account.address(), folder);
        }
    }

    /// The address stands for others.
    record Expand(String why, List<RouteNode> children) implements RouteNode {
        public Expand {
            children = List.copyOf(children);
        }
    }

    /// The address is forwarded.
    ///
    /// @param keepsCopy whether the last child is where it goes without that
    record Forward(String why, List<RouteNode> children, boolean keepsCopy) implements RouteNode {
        public Forward {
            children = List.copyOf(children);
        }
    }

    /// To another server.
    ///
    /// @param address the recipient that is named there, without brackets
    /// @param destination as in [org.posthorn.mailbox.outbound.QueueEntry#destination]
    /// @param returnPath the sender that is named there, without brackets; empty for the null path
    /// @param reason why this destination
    record Relay(String address, String destination, String returnPath, String reason)
            implements RouteNode {
        @Override
        public String why() {
            return "relay to %s by %s (%s), return path %s"
                    .formatted(
                            address, destination, reason, returnPath.isEmpty() ? "<>" : returnPath);
        }
    }

    /// Nowhere; the client is told that it was accepted.
    record Discard(String rule) implements RouteNode {
        @Override
        public String why() {
            return "discard: " + rule;
        }
    }

    /// Not accepted.
    ///
    /// @param code of the reply
    /// @param status the enhanced code (RFC 3463)
    /// @param text for the client
    /// @param rule why, for the administrator; empty where the text says it
    record Refuse(int code, String status, String text, String rule) implements RouteNode {
        /// Whether nobody here has the address: who asks for many such guesses.
        public boolean isUnknown() {
            return status.equals("5.1.1");
        }

        @Override
        public String why() {
            return "refuse: %d %s %s%s"
                    .formatted(code, status, text, rule.isEmpty() ? "" : " (" + rule + ")");
        }
    }

    /// The address stands in the same tree already, with what it leads to.
    record Repeated(String address) implements RouteNode {
        @Override
        public String why() {
            return address + ", as above";
        }
    }
}
