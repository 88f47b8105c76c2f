package org.posthorn.mailbox.mime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Strings that the stored form of a parsed message writes as one octet. A place in the list never
/// changes its meaning; new strings go to the end.
final class CommonStrings {
    /// How many there may ever be in version 1.
    static final int ROOM = 80;

    private static final List<String> STRINGS =
            List.of(
                    "",
                    "text",
                    "plain",
                    "html",
                    "multipart",
                    "mixed",
                    "alternative",
                    "related",
                    "signed",
                    "report",
                    "application",
                    "octet-stream",
                    "pdf",
                    "image",
                    "png",
                    "jpeg",
                    "gif",
                    "message",
                    "rfc822",
                    "delivery-status",
                    "charset",
                    "utf-8",
                    "UTF-8",
                    "us-ascii",
                    "US-ASCII",
                    "iso-8859-1",
                    "ISO-8859-1",
                    "windows-1252",
                    "boundary",
                    "name",
                    "filename",
                    "format",
                    "flowed",
                    "delsp",
                    "yes",
                    "size",
                    "type",
                    "protocol",
                    "micalg",
                    "7bit",
                    "8bit",
                    "binary",
                    "base64",
                    "quoted-printable",
                    "7BIT",
                    "8BIT",
                    "BASE64",
                    "QUOTED-PRINTABLE",
                    "attachment",
                    "inline",
                    "en",
                    "en-US",
                    "gmail.com");

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (int i = 0; i < STRINGS.size(); i++) {
            NUMBERS.put(STRINGS.get(i), i);
        }
    }

    private CommonStrings() {}

    /// -1 when it is none of them.
    static int numberOf(String string) {
        return string.length() > 20 ? -1 : NUMBERS.getOrDefault(string, -1);
    }

    static String at(int number) {
        if (number >= STRINGS.size()) {
            throw new CorruptEncodingException("no common string: " + number);
        }
        return STRINGS.get(number);
    }
}
