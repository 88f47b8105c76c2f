package org.posthorn.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Messages of one size that are made before the clock runs and sent again and again, each time
/// with another number in their Message-ID.
///
/// To a server these are new messages; none looks at what others contain.
final class Letters {
    private static final Pattern MESSAGE_ID = Pattern.compile("\r\nMessage-ID: <[^@>]*@");
    private static final Pattern FROM = Pattern.compile("\r\nFrom: [^\r]*");
    private static final String END_OF_DATA = ".\r\n";
    private static final int RADIX = 10;

    /// A message with its end as DATA has it.
    static final class Letter {
        private final byte[] octets;
        private final int numberOffset;

        /// @param numberOffset where its digits are
        private Letter(byte[] octets, int numberOffset) {
            this.octets = octets;
            this.numberOffset = numberOffset;
        }

        /// A copy with that number.
        byte[] numbered(int number) {
            byte[] copy = octets.clone();
            int left = number;
            for (int i = Consignment.DIGITS - 1; i >= 0; i--) {
                copy[numberOffset + i] = (byte) ('0' + left % RADIX);
                left /= RADIX;
            }
            return copy;
        }

        /// Its octets from the digits on; those before, a server may add to.
        int octetsFromNumber() {
            return octets.length - END_OF_DATA.length() - numberOffset;
        }
    }

    private final List<Letter> letters;

    private Letters(List<Letter> letters) {
        this.letters = letters;
    }

    /// Messages of people elsewhere.
    static Letters ofAbout(int sizeOctets, int count) {
        var corpus = Corpus.ofAbout(sizeOctets);
        var letters = new ArrayList<Letter>();
        for (int i = 0; i < count; i++) {
            letters.add(letter(text(corpus.message(i))));
        }
        return new Letters(letters);
    }

    /// Messages that this account may send.
    static Letters from(Account account, int sizeOctets, int count) {
        var corpus = Corpus.ofAbout(sizeOctets);
        var from = Matcher.quoteReplacement("\r\nFrom: <" + account.address() + ">");
        var letters = new ArrayList<Letter>();
        for (int i = 0; i < count; i++) {
            letters.add(letter(FROM.matcher(text(corpus.message(i))).replaceFirst(from)));
        }
        return new Letters(letters);
    }

    /// One of them.
    Letter at(int index) {
        return letters.get(index % letters.size());
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    private static Letter letter(String message) {
        var digits = "0".repeat(Consignment.DIGITS);
        var numbered = MESSAGE_ID.matcher(message).replaceFirst("\r\nMessage-ID: <" + digits + "@");
        var matcher = MESSAGE_ID.matcher(numbered);
        if (!matcher.find()) {
            throw new IllegalStateException("a message without a Message-ID");
        }
        return new Letter(
                (numbered + END_OF_DATA).getBytes(StandardCharsets.ISO_8859_1),
                matcher.end() - 1 - Consignment.DIGITS);
    }
}
