package org.posthorn.mailbox.jdbc;

import java.sql.SQLException;

/// What the deepest cause of a failure says, which is the one that an administrator can do
/// something about; in one line, for a database puts the whole of a bad page into its message.
final class JdbcCause {
    private static final int MAX_DEPTH = 30;
    private static final int MAX_LENGTH = 300;

    private JdbcCause() {}

    static String of(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            Throwable next = deepest.getCause();
            if (next == null && deepest instanceof SQLException refusal) {
                next = refusal.getNextException();
            }
            if (next == null) {
                break;
            }
            deepest = next;
        }
        String message = deepest.getMessage();
        String text = message == null ? deepest.getClass().getSimpleName() : message;
        String line = text.lines().findFirst().orElse("");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }
}
