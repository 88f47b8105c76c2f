package org.posthorn.imap.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.posthorn.mailbox.mime.TextMatcher;

/// The texts that a search looks for in the octets of messages, wherever in its conditions they
/// stand: so that each message is read once for all of them.
final class Needles {
    private final List<InField> inFields = new ArrayList<>();
    private final List<TextMatcher> inBody = new ArrayList<>();
    private final List<TextMatcher> inText = new ArrayList<>();

    /// A text in the fields of one name, which is in lower case.
    record InField(String field, TextMatcher needle) {}

    TextMatcher addInField(String field, String text) {
        var needle = new TextMatcher(text);
        inFields.add(new InField(field.toLowerCase(Locale.ROOT), needle));
        return needle;
    }

    TextMatcher addInBody(String text) {
        var needle = new TextMatcher(text);
        inBody.add(needle);
        return needle;
    }

    TextMatcher addInText(String text) {
        var needle = new TextMatcher(text);
        inText.add(needle);
        return needle;
    }

    List<InField> inFields() {
        return inFields;
    }

    List<TextMatcher> inBody() {
        return inBody;
    }

    /// Those that the header counts for as well as the body.
    List<TextMatcher> inText() {
        return inText;
    }

    boolean needHeader() {
        return !inFields.isEmpty() || !inText.isEmpty();
    }

    boolean needBody() {
        return !inBody.isEmpty() || !inText.isEmpty();
    }
}
