package org.posthorn.imap.command;

import java.util.List;

/// The section of a body that FETCH asks for (RFC 9051 section 6.4.5.1).
///
/// @param part empty for the message itself
public record Section(Part part, What what) {
    /// Part numbers from the outside in, such as 1.2.3.
    public record Part(List<Integer> numbers) {
        public Part {
            numbers = List.copyOf(numbers);
        }
    }

    public sealed interface What {
        /// Nothing named: the whole message, or the part's content.
        record Content() implements What {}

        record Header() implements What {}

        /// `HEADER.FIELDS`, or `HEADER.FIELDS.NOT` when `not`.
        record HeaderFields(List<String> names, boolean not) implements What {}

        record Text() implements What {}

        record Mime() implements What {}
    }
}
