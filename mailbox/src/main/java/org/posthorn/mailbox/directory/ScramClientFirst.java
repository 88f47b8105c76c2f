package org.posthorn.mailbox.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first message of a client.
///
/// ```
/// client-first-message = gs2-header client-first-message-bare
/// gs2-header           = gs2-cbind-flag "," [ authzid ] ","
/// gs2-cbind-flag       = ("p=" cb-name) / "n" / "y"
/// client-first-message-bare = [reserved-mext ","] username "," nonce ["," extensions]
/// ```
///
/// RFC 5802 section 7. To act for somebody else is not possible, so authzid must be empty or the
/// user name.
///
/// @param header with its last comma, as it is repeated at the end
/// @param flag `n`, `y`, or `p` when the client binds
/// @param bindingType empty when it does not
/// @param user as typed
/// @param bare what both sign
public record ScramClientFirst(
        String header, char flag, String bindingType, String user, String nonce, String bare) {
    /// Longer than any that a client makes.
    private static final int MAX_OCTETS = 1024;

    private static final Pattern FORM =
            Pattern.compile(
                    "((n|y|p=[A-Za-z0-9.-]+),(?:a=([^,\\x00]+))?,)(n=([^,\\x00]+),r=([!-+\\--~]+)(?:,[A-Za-z]=[^,\\x00]+)*)");

    /// Takes a message apart.
    ///
    /// @throws ScramException if it is none
    public static ScramClientFirst parse(byte[] message) throws ScramException {
        String text = ScramText.decode(message, MAX_OCTETS);
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ScramException("not a first message");
        }
        String flag = matcher.group(2);
        String user = ScramText.name(matcher.group(5));
        String authorization = matcher.group(3);
        if (authorization != null && !ScramText.name(authorization).equalsIgnoreCase(user)) {
            throw new ScramException("nobody acts for somebody else");
        }
        return new ScramClientFirst(
                matcher.group(1),
                flag.charAt(0),
                flag.startsWith("p=") ? flag.substring(2) : "",
                user,
                matcher.group(6),
                matcher.group(4));
    }
}
