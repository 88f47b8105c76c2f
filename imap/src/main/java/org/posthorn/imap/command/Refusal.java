package org.posthorn.imap.command;

/// Why a command is not carried out, as far as reading it can tell; the session words it as a
/// tagged response.
///
/// @param text for people: printable ASCII, without the client's secrets
public record Refusal(Reason reason, String text) {
    /// Each names the response that it becomes.
    public enum Reason {
        /// Does not fit the grammar, or is not known: `BAD`.
        SYNTAX,
        /// Can never succeed, such as an impossible mailbox name: `NO [CANNOT]` (RFC 5530 section
        /// 3).
        CANNOT,
        /// A number, string or message larger than this server takes: `NO [TOOBIG]` (RFC 4469
        /// section 3).
        TOO_BIG,
        /// Beyond a limit of this server that is not a size: `NO [LIMIT]` (RFC 5530 section 3).
        LIMIT,
        /// SEARCH in a charset that is not known: `NO [BADCHARSET]` (RFC 9051 section 6.4.4).
        BAD_CHARSET,
        /// The target does not exist but could: `NO [TRYCREATE]` (RFC 9051 section 6.3.12).
        TRY_CREATE,
        /// `NO [OVERQUOTA]` (RFC 9208 section 4.3.1).
        OVER_QUOTA,
        /// Octets that cannot be stored: `NO [UNKNOWN-CTE]` (RFC 3516 section 4.4).
        UNKNOWN_CTE,
        /// A special use that is not known: `NO [USEATTR]` (RFC 6154 section 3).
        USE_ATTR,
        /// The store does not answer: `NO [UNAVAILABLE]` (RFC 5530 section 3).
        UNAVAILABLE,
        /// A plain `NO`.
        OTHER
    }
}
