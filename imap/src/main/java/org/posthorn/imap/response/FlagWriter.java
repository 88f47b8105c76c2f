package org.posthorn.imap.response;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.SystemFlag;

/// Writes the flags of a flag-list, without its parentheses.
///
/// ```
/// flag-list = "(" [flag *(SP flag)] ")"
/// ```
final class FlagWriter {
    /// [SystemFlag#wireName] of each, which is computed anew at each call.
    private static final Map<SystemFlag, String> SYSTEM_NAMES = new EnumMap<>(SystemFlag.class);

    static {
        for (SystemFlag flag : SystemFlag.values()) {
            SYSTEM_NAMES.put(flag, flag.wireName());
        }
    }

    private FlagWriter() {}

    /// The flags, and one more that only responses have.
    static void names(ResponseOutput out, Flags flags, @Nullable String more) throws IOException {
        boolean first = true;
        for (Map.Entry<SystemFlag, String> flag : SYSTEM_NAMES.entrySet()) {
            if (flags.has(flag.getKey())) {
                name(out, first, flag.getValue());
                first = false;
            }
        }
        for (String keyword : flags.keywords()) {
            name(out, first, keyword);
            first = false;
        }
        if (more != null) {
            name(out, first, more);
        }
    }

    private static void name(ResponseOutput out, boolean first, String name) throws IOException {
        if (!first) {
            out.space();
        }
        out.ascii(name);
    }
}
