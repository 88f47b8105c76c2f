package org.posthorn.smtp.drop;

import java.util.regex.Pattern;
import org.posthorn.smtp.route.PermittedSender;

/// Whom a user of this machine may send as.
///
/// @param user a name, or `*` for all users
public record DropSender(String user, PermittedSender sender) {
    private static final String EVERYBODY = "*";
    private static final Pattern USER = Pattern.compile("\\*|[\\w.+@-]{1,64}\\$?");

    public DropSender {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("not a user: " + user);
        }
    }

    /// From a user, a space and an address or a domain.
    ///
    /// @throws IllegalArgumentException if it is none
    public static DropSender parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("not a user and a sender: " + text);
        }
        return new DropSender(
                text.substring(0, space), PermittedSender.parse(text.substring(space + 1).strip()));
    }

    boolean isOf(String name) {
        return user.equals(EVERYBODY) || user.equals(name);
    }

    /// As it can be parsed.
    @Override
    public String toString() {
        return user + " " + sender;
    }
}
