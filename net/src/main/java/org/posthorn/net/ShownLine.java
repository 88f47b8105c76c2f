package org.posthorn.net;

/// What a trace shows of a client's line.
///
/// A client that is confused, or its user, says passwords in the oddest places: behind a space too
/// many, as a command of their own. So a line is shown only when it is understood and can hold no
/// secret; of others the verb, if it is one, and how long they are.
@FunctionalInterface
public interface ShownLine {
    /// What may be shown.
    ///
    /// @param line without its CRLF, an octet a `char`
    String of(String line);

    /// Of a line that is not understood, or whose verb is all that is.
    ///
    /// @param verb a known one, or empty
    static String hidden(String verb, String line) {
        String length = line.length() + " octets)";
        return verb.isEmpty() ? "(not understood, " + length : verb + " (" + length;
    }
}
