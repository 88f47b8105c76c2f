package org.posthorn.smtp.srs;

import java.util.List;

/// How senders are rewritten.
///
/// @param domain of the rewritten senders, in ASCII; mail for it must arrive here
/// @param secrets not empty; the first signs, and what any of them has signed is restored, so that
///   they can be changed without losing bounces
/// @param hashCharacters how much of a signature is written, 4 to 20 characters. Letters count in
///   any case, so a guess is right once in 2^20 times with 4, which is what others write, and once
///   in 2^30 with 6; more takes room from long senders. Nobody else reads it, so it may be any
///   number. Shorter signatures prove nothing, but for four characters by a secret of libsrs2
/// @param validDays how long bounces may take; the days of an address are counted to 1024
/// @param separator what follows `SRS0`: `=`, `+` or `-`
public record SrsSettings(
        String domain, List<SrsSecret> secrets, int hashCharacters, int validDays, char separator) {

    /// Of four characters, the only length that a server has which moves here from libsrs2.
    static final int SHORTEST_HASH = 4;

    private static final int LONGEST_HASH = 20;

    /// Five days of the other's queue, five of ours, and some that a person takes.
    private static final int USUAL_DAYS = 21;

    private static final int MOST_DAYS = 365;

    public SrsSettings {
        secrets = List.copyOf(secrets);
        if (domain.isEmpty() || secrets.isEmpty()) {
            throw new IllegalArgumentException("no domain or no secret");
        }
        if (hashCharacters < SHORTEST_HASH || hashCharacters > LONGEST_HASH) {
            throw new IllegalArgumentException("not the length of a signature: " + hashCharacters);
        }
        if (validDays < 1 || validDays > MOST_DAYS) {
            throw new IllegalArgumentException("not a validity: " + validDays);
        }
        if (!isSeparator(separator)) {
            throw new IllegalArgumentException("not a separator: " + separator);
        }
    }

    public SrsSettings(String domain, List<SrsSecret> secrets) {
        this(domain, secrets, 6, USUAL_DAYS, '=');
    }

    static boolean isSeparator(char c) {
        return c == '=' || c == '+' || c == '-';
    }

    /// The fewest characters of a signature of this secret that prove anything.
    int fewestCharacters(SrsSecret secret) {
        return secret.form() == SrsSecret.Form.JOINED ? SHORTEST_HASH : hashCharacters;
    }
}
