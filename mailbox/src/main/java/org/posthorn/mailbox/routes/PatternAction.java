package org.posthorn.mailbox.routes;

/// What happens to mail for an address that looks like a pattern.
public sealed interface PatternAction {
    /// It goes to an address here, as by an alias.
    record Deliver(AddressTemplate to) implements PatternAction {}

    /// It is forwarded.
    record Forward(AddressTemplate to) implements PatternAction {}

    /// It is accepted and thrown away.
    record Discard() implements PatternAction {}

    /// It is refused.
    ///
    /// @param text what the client is told
    record Refuse(String text) implements PatternAction {
        public Refuse {
            Texts.requireShort("the text", text);
        }
    }
}
