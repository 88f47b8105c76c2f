package org.posthorn.imap.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ID (RFC 2971).
final class IdParser {
    private static final int MAX_FIELDS = 30;
    private static final int MAX_NAME_OCTETS = 30;
    private static final int MAX_VALUE_OCTETS = 1024;

    private IdParser() {}

    /// ```
    /// id             ::= "ID" SPACE id_params_list
    /// id_params_list ::= "(" #(string SPACE nstring) ")" / nil
    /// ```
    static Command.Id parse(CommandScanner in) throws RefusedException, IOException {
        var fields = new ArrayList<Command.Id.Field>();
        if (!in.takes("NIL")) {
            in.expect("(");
            while (!in.takes(")")) {
                if (!fields.isEmpty()) {
                    in.space();
                }
                fields.add(field(in));
                if (fields.size() > MAX_FIELDS) {
                    throw RefusedException.bad("more than " + MAX_FIELDS + " fields");
                }
            }
        }
        return new Command.Id(List.copyOf(fields));
    }

    private static Command.Id.Field field(CommandScanner in) throws RefusedException, IOException {
        String name = in.string();
        @Nullable String value = in.space().nstring();
        if (name.length() > MAX_NAME_OCTETS
                || (value != null && value.length() > MAX_VALUE_OCTETS)) {
            throw RefusedException.bad("a field is too long");
        }
        return new Command.Id.Field(
                CommandScanner.text(name), value == null ? null : CommandScanner.text(value));
    }
}
