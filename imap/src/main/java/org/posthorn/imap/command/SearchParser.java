package org.posthorn.imap.command;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// SEARCH (RFC 9051 section 6.4.4).
final class SearchParser {
    private SearchParser() {}

    /// ```
    /// search         = "SEARCH" [search-return-opts] SP search-program
    /// search-program = ["CHARSET" SP charset SP] search-key *(SP search-key)
    /// ```
    static Command.Search parse(CommandScanner in, boolean byUid)
            throws RefusedException, IOException {
        Set<SearchReturn> returns = Set.of();
        if (in.takes("RETURN ")) {
            returns = returns(in);
            in.space();
        }
        Charset charset = StandardCharsets.UTF_8;
        if (in.takes("CHARSET ")) {
            charset = charset(in.astring("the charset"));
            in.space();
        }
        SearchKey key = new SearchKeyParser(in, charset).program();
        return new Command.Search(byUid, returns, key);
    }

    /// An empty list asks for ALL.
    ///
    /// ```
    /// search-return-opts = SP "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"
    /// search-return-opt  = "MIN" / "MAX" / "ALL" / "COUNT"
    /// ```
    private static Set<SearchReturn> returns(CommandScanner in) throws RefusedException {
        var returns = EnumSet.noneOf(SearchReturn.class);
        in.expect("(");
        while (!in.takes(")")) {
            if (!returns.isEmpty()) {
                in.space();
            }
            returns.add(
                    switch (in.keyword("an option")) {
                        case "MIN" -> SearchReturn.MIN;
                        case "MAX" -> SearchReturn.MAX;
                        case "ALL" -> SearchReturn.ALL;
                        case "COUNT" -> SearchReturn.COUNT;
                        default -> throw RefusedException.bad("the option is not known");
                    });
        }
        return returns.isEmpty() ? Set.of(SearchReturn.ALL) : Collections.unmodifiableSet(returns);
    }

    /// What says US-ASCII and sends more has always meant UTF-8, of which it is a part.
    private static Charset charset(String name) throws RefusedException {
        if (name.toUpperCase(Locale.ROOT).equals("US-ASCII")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException _) {
            throw new RefusedException(Refusal.Reason.BAD_CHARSET, "the charset is not known");
        }
    }
}
