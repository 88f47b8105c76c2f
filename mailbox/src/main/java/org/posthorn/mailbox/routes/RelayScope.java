package org.posthorn.mailbox.routes;

import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;

/// Which mail a relay gets; where several scopes hold, the first of them in this order decides.
public sealed interface RelayScope {
    /// Mail for a domain.
    record ToDomain(DomainName domain) implements RelayScope {
        @Override
        public String toString() {
            return "to:@" + domain;
        }
    }

    /// Mail of a sender.
    record FromAddress(EmailAddress address) implements RelayScope {
        @Override
        public String toString() {
            return "from:" + address;
        }
    }

    /// Mail of all senders of a domain.
    record FromDomain(DomainName domain) implements RelayScope {
        @Override
        public String toString() {
            return "from:@" + domain;
        }
    }

    /// All other mail.
    record Always() implements RelayScope {
        @Override
        public String toString() {
            return "default";
        }
    }

    /// From the form in which it is shown: `to:@example.net`, `from:alice@example.com`,
    /// `from:@example.com`, `default`.
    static RelayScope parse(String text) throws InvalidAddressException {
        if (text.equals("default")) {
            return new Always();
        }
        if (text.startsWith("to:@")) {
            return new ToDomain(DomainName.parse(text.substring(4)));
        }
        if (text.startsWith("from:@")) {
            return new FromDomain(DomainName.parse(text.substring(6)));
        }
        if (text.startsWith("from:")) {
            return new FromAddress(EmailAddress.parse(text.substring(5)));
        }
        throw new InvalidAddressException(
                "it must be to:@DOMAIN, from:ADDRESS, from:@DOMAIN or default");
    }
}
