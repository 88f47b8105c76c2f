package org.posthorn.mailbox.outbound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The stored form of what a client asked for: the parameters of MAIL and RCPT as they are said
/// there, separated by spaces.
public final class OptionsText {
    private static final String BODY = "BODY=";
    private static final String RETURNED = "RET=";
    private static final String ENVELOPE_ID = "ENVID=";
    private static final String NOTIFY = "NOTIFY=";
    private static final String ORIGINAL = "ORCPT=";
    private static final String UTF8 = "SMTPUTF8";
    private static final String REQUIRE_TLS = "REQUIRETLS";
    private static final String NEVER = "NEVER";

    private OptionsText() {}

    /// Of both.
    public static String of(MessageOptions message, RecipientOptions recipient) {
        var words = new ArrayList<String>();
        words.add(BODY + message.body().keyword());
        if (message.utf8()) {
            words.add(UTF8);
        }
        if (message.requireTls()) {
            words.add(REQUIRE_TLS);
        }
        message.returned()
                .ifPresent(part ->
                        words.add(RETURNED + (part == ReturnedPart.FULL ? "FULL" : "HDRS")));
        message.envelopeId().ifPresent(id -> words.add(ENVELOPE_ID + id));
        recipient.wishes().ifPresent(wishes -> words.add(NOTIFY + print(wishes)));
        recipient.originalRecipient().ifPresent(original -> words.add(ORIGINAL + original));
        return String.join(" ", words);
    }

    private static String print(Set<NotifyOn> wishes) {
        return wishes.isEmpty()
                ? NEVER
                : wishes.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }

    /// What was asked for with MAIL.
    ///
    /// @throws IllegalArgumentException when that is no such text
    public static MessageOptions message(String text) {
        List<String> words = words(text);
        return new MessageOptions(
                bodyType(value(words, BODY).orElse("")),
                words.contains(UTF8),
                words.contains(REQUIRE_TLS),
                value(words, RETURNED)
                        .map(part ->
                                part.equals("FULL") ? ReturnedPart.FULL : ReturnedPart.HEADERS),
                value(words, ENVELOPE_ID));
    }

    private static BodyType bodyType(String keyword) {
        for (BodyType type : BodyType.values()) {
            if (type.keyword().equals(keyword)) {
                return type;
            }
        }
        throw new IllegalArgumentException("not a type of body: " + keyword);
    }

    /// What was asked for with RCPT.
    ///
    /// @throws IllegalArgumentException when that is no such text
    public static RecipientOptions recipient(String text) {
        List<String> words = words(text);
        return new RecipientOptions(
                value(words, NOTIFY).map(OptionsText::wishes), value(words, ORIGINAL));
    }

    private static Set<NotifyOn> wishes(String list) {
        Set<NotifyOn> wishes = EnumSet.noneOf(NotifyOn.class);
        if (!list.equals(NEVER)) {
            for (String wish : list.split(",", -1)) {
                wishes.add(NotifyOn.valueOf(wish.toUpperCase(Locale.ROOT)));
            }
        }
        return wishes;
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" ", -1));
    }

    private static Optional<String> value(List<String> words, String name) {
        for (String word : words) {
            if (word.startsWith(name)) {
                return Optional.of(word.substring(name.length()));
            }
        }
        return Optional.empty();
    }
}
