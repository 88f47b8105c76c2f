package org.posthorn.smtp.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.smtp.relay.RemoteReply;

/// An enhanced code without its class: what it is about.
///
/// ```
/// status-code = class "." subject "." detail
/// ```
///
/// RFC 3463 section 2.
record EnhancedCode(int subject, int detail) {
    static final EnhancedCode UNKNOWN = new EnhancedCode(0, 0);

    private static final Pattern GRAMMAR = Pattern.compile("[245]\\.([0-9]{1,3})\\.([0-9]{1,3})");

    static EnhancedCode of(RemoteReply reply) {
        return of(reply.status());
    }

    static EnhancedCode of(String status) {
        Matcher code = GRAMMAR.matcher(status);
        return code.matches()
                ? new EnhancedCode(Integer.parseInt(code.group(1)), Integer.parseInt(code.group(2)))
                : UNKNOWN;
    }

    String inClass(int classDigit) {
        return classDigit + "." + subject + "." + detail;
    }
}
