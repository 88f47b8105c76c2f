package org.posthorn.mailbox.directory;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.stream.Collectors;

/// International domain names (RFC 5890, UTS #46 non-transitional).
///
/// ICU is loaded with this class, so only once a name is not plain ASCII: a start without such
/// names does not pay for its tables. The JDK's own `java.net.IDN` is IDNA 2003 and maps `faß.de`
/// to another domain.
final class Idna {
    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII
                            | IDNA.NONTRANSITIONAL_TO_UNICODE
                            | IDNA.CHECK_BIDI
                            | IDNA.CHECK_CONTEXTJ
                            | IDNA.USE_STD3_RULES);

    private Idna() {}

    static String toAscii(String name) throws InvalidAddressException {
        var info = new IDNA.Info();
        var ascii = UTS46.nameToASCII(name, new StringBuilder(), info);
        if (info.hasErrors()) {
            var errors =
                    info.getErrors().stream()
                            .map(error -> error.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .sorted()
                            .collect(Collectors.joining(", "));
            throw new InvalidAddressException(
                    "the domain is not a valid international name: " + errors);
        }
        return ascii.toString();
    }

    /// A label that is no international one after all stays as it is.
    static String toUnicode(String ascii) {
        return UTS46.nameToUnicode(ascii, new StringBuilder(), new IDNA.Info()).toString();
    }
}
