package org.posthorn.imap.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.command.Section.What;

/// What FETCH wants of a message (RFC 9051 section 6.4.5.1).
final class SectionParser {
    /// Deeper than any message is parsed; longer numbers only cost.
    private static final int MAX_DEPTH = 100;

    private SectionParser() {}

    /// ```
    /// section      = "[" [section-spec] "]"
    /// section-spec = section-msgtext / (section-part ["." section-text])
    /// section-text = section-msgtext / "MIME"
    /// ```
    static Section parse(CommandScanner in) throws RefusedException, IOException {
        in.expect("[");
        var numbers = new ArrayList<Integer>();
        What what = new What.Content();
        if (isDigit(in.peek())) {
            boolean more = part(in, numbers);
            if (more) {
                what = in.takes("MIME") ? new What.Mime() : messageText(in);
            }
        } else if (in.peek() != ']') {
            what = messageText(in);
        }
        in.expect("]");
        return new Section(new Section.Part(numbers), what);
    }

    /// ```
    /// section-binary = "[" [section-part] "]"
    /// ```
    static Section.Part parsePart(CommandScanner in) throws RefusedException {
        in.expect("[");
        var numbers = new ArrayList<Integer>();
        if (isDigit(in.peek()) && part(in, numbers)) {
            throw RefusedException.bad("a binary part is named by numbers only");
        }
        in.expect("]");
        return new Section.Part(numbers);
    }

    /// Reads numbers up to what is none.
    ///
    /// ```
    /// section-part = nz-number *("." nz-number)
    /// ```
    ///
    /// @return whether a `.` has been read behind the last of them
    private static boolean part(CommandScanner in, List<Integer> numbers) throws RefusedException {
        do {
            long number = in.nzNumber();
            if (numbers.size() == MAX_DEPTH || number > Integer.MAX_VALUE) {
                throw RefusedException.bad("no message has such a part");
            }
            numbers.add((int) number);
            if (!in.takes(".")) {
                return false;
            }
        } while (isDigit(in.peek()));
        return true;
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    /// ```
    /// section-msgtext = "HEADER" / "HEADER.FIELDS" [".NOT"] SP header-list / "TEXT"
    /// ```
    private static What messageText(CommandScanner in) throws RefusedException, IOException {
        if (in.takes("HEADER.FIELDS")) {
            boolean not = in.takes(".NOT");
            return new What.HeaderFields(headerList(in.space()), not);
        }
        if (in.takes("HEADER")) {
            return new What.Header();
        }
        if (in.takes("TEXT")) {
            return new What.Text();
        }
        throw RefusedException.bad("the section is not known");
    }

    /// ```
    /// header-list = "(" header-fld-name *(SP header-fld-name) ")"
    /// ```
    private static List<String> headerList(CommandScanner in) throws RefusedException, IOException {
        var names = new ArrayList<String>();
        in.expect("(");
        do {
            names.add(in.astring("a field's name"));
        } while (in.takes(" "));
        in.expect(")");
        return List.copyOf(names);
    }
}
