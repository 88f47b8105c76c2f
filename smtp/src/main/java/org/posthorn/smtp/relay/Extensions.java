package org.posthorn.smtp.relay;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a server offers, as its reply to EHLO or LHLO says (RFC 5321 section 4.1.1.1).
///
/// @param names of what has no parameter that we use, in upper case
/// @param maxSize the largest message in octets; 0 if it does not say (RFC 1870)
/// @param mechanisms for AUTH, in upper case
/// @param limits of transactions
record Extensions(Set<String> names, long maxSize, Set<String> mechanisms, Limits limits) {
    static final String PIPELINING = "PIPELINING";
    static final String SIZE = "SIZE";
    static final String EIGHT_BIT = "8BITMIME";
    static final String UTF8 = "SMTPUTF8";
    static final String CHUNKING = "CHUNKING";
    static final String BINARY = "BINARYMIME";
    static final String STARTTLS = "STARTTLS";
    static final String DSN = "DSN";
    static final String REQUIRETLS = "REQUIRETLS";

    private static final String AUTH = "AUTH";

    /// A server that knows HELO only.
    static final Extensions NONE = new Extensions(Set.of(), 0, Set.of(), Limits.NONE);

    /// The `LIMITS` of RFC 9422; [Integer#MAX_VALUE] where nothing is said.
    record Limits(int messages, int recipients, int domains) {
        static final Limits NONE =
                new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /// ```
    /// ehlo-line    = ehlo-keyword *( SP ehlo-param )
    /// ehlo-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
    /// ehlo-param   = 1*(%d33-126)
    /// ```
    static Extensions parse(ServerReply reply) {
        Set<String> names = new HashSet<>();
        Set<String> mechanisms = new HashSet<>();
        long maxSize = 0;
        Limits limits = Limits.NONE;
        for (String line : reply.lines().subList(1, reply.lines().size())) {
            String[] words = line.toUpperCase(Locale.ROOT).strip().split(" +", -1);
            String keyword = words[0];
            List<String> parameters = List.of(words).subList(1, words.length);
            names.add(keyword);
            if (keyword.equals(SIZE)) {
                maxSize = parameters.isEmpty() ? 0 : number(parameters.getFirst());
            } else if (keyword.equals(AUTH)) {
                mechanisms.addAll(parameters);
            } else if (keyword.startsWith(AUTH + "=")) {
                // An old form that some servers still say beside or in place of the standard one.
                mechanisms.add(keyword.substring(AUTH.length() + 1));
                mechanisms.addAll(parameters);
            } else if (keyword.equals("LIMITS")) {
                limits = limits(parameters);
            }
        }
        return new Extensions(names, maxSize, mechanisms, limits);
    }

    /// ```
    /// limits-param = limit-name-value 0*[SP limit-name-value]
    /// ```
    ///
    /// RFC 9422 section 3.
    private static Limits limits(List<String> parameters) {
        return new Limits(
                limit(parameters, "MAILMAX="),
                limit(parameters, "RCPTMAX="),
                limit(parameters, "RCPTDOMAINMAX="));
    }

    private static int limit(List<String> parameters, String name) {
        for (String parameter : parameters) {
            if (parameter.startsWith(name)) {
                long value = number(parameter.substring(name.length()));
                return value < 1 ? Integer.MAX_VALUE : (int) Math.min(value, Integer.MAX_VALUE);
            }
        }
        return Integer.MAX_VALUE;
    }

    /// 0 for what is no number, and for one so large that it says as much as none.
    private static long number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        return Long.parseLong(text);
    }
}
