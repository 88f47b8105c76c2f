package org.posthorn.server.admin;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonException;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.json.JsonString;
import io.helidon.json.JsonValue;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Password;

/// A request as the actions see it: values, or an [InvalidRequestException] that says what is
/// wrong.
final class Request {
    /// What no body exceeds; more than an alias with a thousand targets.
    static final int MAX_BODY_OCTETS = 64 * 1024;

    /// A longer one up to this is read to its end and then refused: a client that is still sending
    /// when the connection is closed may never see why.
    static final int MAX_READ_OCTETS = 4 << 20;

    /// Ours are one object of texts, and lists of texts.
    private static final int MAX_DEPTH = 4;

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{2}");

    private final ServerRequest http;
    private final Map<String, String> pathParts;

    Request(ServerRequest http, Map<String, String> pathParts) {
        this.http = http;
        this.pathParts = pathParts;
    }

    DomainName domainInPath() throws InvalidRequestException {
        return domain(decoded(pathPart("name")));
    }

    EmailAddress addressInPath() throws InvalidRequestException {
        return address(decoded(pathPart("address")));
    }

    String kindInPath() throws InvalidRequestException {
        return decoded(pathPart("kind"));
    }

    String subjectInPath() throws InvalidRequestException {
        return decoded(pathPart("subject"));
    }

    String propertyInPath() throws InvalidRequestException {
        return decoded(pathPart("property"));
    }

    private String pathPart(String name) {
        return pathParts.getOrDefault(name, "");
    }

    Optional<DomainName> queriedDomain() throws InvalidRequestException {
        Optional<String> text = queried("domain");
        return text.isPresent() ? Optional.of(domain(text.get())) : Optional.empty();
    }

    Optional<EmailAddress> queriedTarget() throws InvalidRequestException {
        Optional<String> text = queried("target");
        return text.isPresent() ? Optional.of(address(text.get())) : Optional.empty();
    }

    Optional<String> queriedKind() throws InvalidRequestException {
        return queried("kind");
    }

    String queriedValue() throws InvalidRequestException {
        return required("value");
    }

    EmailAddress queriedAddress() throws InvalidRequestException {
        return address(required("address"));
    }

    String queriedAddressAsWritten() throws InvalidRequestException {
        return required("address");
    }

    Optional<EmailAddress> queriedAccount() throws InvalidRequestException {
        Optional<String> text = queried("as");
        return text.isPresent() ? Optional.of(address(text.get())) : Optional.empty();
    }

    /// A sender, or nothing for the null path.
    Optional<String> queriedSender() throws InvalidRequestException {
        Optional<String> text = queried("from");
        if (text.isPresent() && !text.get().isEmpty() && !text.get().equals("<>")) {
            return Optional.of(address(text.get()).toString());
        }
        return text.map(_ -> "");
    }

    private String required(String name) throws InvalidRequestException {
        return queried(name)
                .orElseThrow(() ->
                        new InvalidRequestException("The query lacks \"%s\".".formatted(name)));
    }

    Optional<String> queriedText(String name) throws InvalidRequestException {
        return queried(name);
    }

    /// A whole number from 1.
    Optional<Integer> queriedNumber(String name, int most) throws InvalidRequestException {
        Optional<String> text = queried(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int number = text.get().matches("[0-9]{1,9}") ? Integer.parseInt(text.get()) : 0;
        if (number < 1 || number > most) {
            throw new InvalidRequestException(
                    "\"%s\" must be a number from 1 to %d.".formatted(name, most));
        }
        return Optional.of(number);
    }

    /// A moment in the form of ISO 8601.
    Optional<Instant> queriedMoment(String name) throws InvalidRequestException {
        Optional<String> text = queried(name);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeParseException _) {
            throw new InvalidRequestException(
                    "\"%s\" must be a moment such as 2026-11-27T10:00:00Z.".formatted(name));
        }
    }

    private Optional<String> queried(String name) throws InvalidRequestException {
        return http.query().contains(name)
                ? Optional.of(decoded(http.query().getRaw(name)))
                : Optional.empty();
    }

    /// Takes percent-encoding away (RFC 3986 section 2.1). In a path, unlike in a form, `+` is
    /// itself, and so it is in our queries, which hold addresses.
    private static String decoded(String part) throws InvalidRequestException {
        ByteBuffer octets = ByteBuffer.allocate(part.length());
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) != '%') {
                octets.put((byte) part.charAt(i));
            } else if (HEXADECIMAL.matcher(part).region(i + 1, part.length()).lookingAt()) {
                octets.put((byte) HexFormat.fromHexDigits(part, i + 1, i + 3));
                i += 2;
            } else {
                throw new InvalidRequestException("The path is not percent-encoded.");
            }
        }
        return text(octets.flip(), "The path");
    }

    private static String text(ByteBuffer octets, String what) throws InvalidRequestException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
        } catch (CharacterCodingException _) {
            throw new InvalidRequestException(what + " is not UTF-8.");
        }
    }

    Body body() throws InvalidRequestException {
        try (InputStream entity = http.content().inputStream()) {
            byte[] octets = entity.readNBytes(MAX_BODY_OCTETS + 1);
            if (octets.length > MAX_BODY_OCTETS) {
                entity.transferTo(OutputStream.nullOutputStream());
                throw new TooLargeRequestException();
            }
            return new Body(parse(octets));
        } catch (IOException _) {
            throw new InvalidRequestException("The body broke off.");
        }
    }

    private static JsonObject parse(byte[] octets) throws InvalidRequestException {
        String text = text(ByteBuffer.wrap(octets), "The body");
        if (depth(text) > MAX_DEPTH) {
            throw new InvalidRequestException("The body is nested too deeply.");
        }
        try {
            JsonParser parser = JsonParser.create(text);
            JsonObject object = parser.readJsonObject();
            if (parser.hasNext()) {
                throw new InvalidRequestException("The body goes on after its JSON object.");
            }
            return object;
        } catch (JsonException | IllegalStateException | IllegalArgumentException _) {
            // The parser's own message may quote the body, and so a password.
            throw new InvalidRequestException("The body is not a JSON object.");
        }
    }

    /// An upper bound of how deeply objects and lists stand in each other; the parser recurses.
    private static int depth(String json) {
        int deepest = 0;
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                inText = !inText;
            } else if (inText) {
                i += c == '\\' ? 1 : 0;
            } else if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }

    private static DomainName domain(String text) throws InvalidRequestException {
        try {
            return DomainName.parse(text);
        } catch (InvalidAddressException e) {
            throw new InvalidRequestException(
                    "\"%s\" is not a domain: %s.".formatted(text, e.getMessage()));
        }
    }

    private static EmailAddress address(String text) throws InvalidRequestException {
        try {
            return EmailAddress.parse(text);
        } catch (InvalidAddressException e) {
            throw new InvalidRequestException(
                    "\"%s\" is not an address: %s.".formatted(text, e.getMessage()));
        }
    }

    /// The JSON object of a request.
    record Body(JsonObject json) {

        DomainName name() throws InvalidRequestException {
            return domain(text("name"));
        }

        EmailAddress address() throws InvalidRequestException {
            return Request.address(text("address"));
        }

        Password password() throws InvalidRequestException {
            return new Password(text("password"));
        }

        boolean enabled() throws InvalidRequestException {
            try {
                return value("enabled").asBoolean().value();
            } catch (JsonException _) {
                throw new InvalidRequestException("\"enabled\" must be true or false.");
            }
        }

        List<EmailAddress> targets() throws InvalidRequestException {
            JsonArray array;
            try {
                array = value("targets").asArray();
            } catch (JsonException _) {
                throw new InvalidRequestException("\"targets\" must be a list of addresses.");
            }
            List<EmailAddress> targets = new ArrayList<>();
            for (JsonValue target : array.values()) {
                if (!(target instanceof JsonString text)) {
                    throw new InvalidRequestException("\"targets\" must be a list of addresses.");
                }
                targets.add(Request.address(decoded(text)));
            }
            if (targets.isEmpty()) {
                throw new InvalidRequestException("\"targets\" names no address.");
            }
            return targets;
        }

        /// Texts by name; one text stands for a list of one.
        Map<String, List<String>> properties() throws InvalidRequestException {
            if (!(value("properties") instanceof JsonObject object)) {
                throw new InvalidRequestException("\"properties\" must be an object.");
            }
            try {
                Map<String, List<String>> properties = new TreeMap<>();
                for (String name : object.keysAsStrings()) {
                    properties.put(name, texts(name, object.value(name, object)));
                }
                return properties;
            } catch (JsonException _) {
                throw noText();
            }
        }

        List<String> values() throws InvalidRequestException {
            return texts("values", value("values"));
        }

        private static List<String> texts(String name, JsonValue value)
                throws InvalidRequestException {
            if (value instanceof JsonString text) {
                return List.of(decoded(text));
            }
            List<String> texts = new ArrayList<>();
            if (value instanceof JsonArray array) {
                for (JsonValue each : array.values()) {
                    if (each instanceof JsonString text) {
                        texts.add(decoded(text));
                    }
                }
                if (texts.size() == array.values().size()) {
                    return texts;
                }
            }
            throw new InvalidRequestException(
                    "\"%s\" must be a text or a list of texts.".formatted(name));
        }

        private String text(String key) throws InvalidRequestException {
            if (value(key) instanceof JsonString text) {
                return decoded(text);
            }
            throw new InvalidRequestException("\"%s\" must be a text.".formatted(key));
        }

        private JsonValue value(String key) throws InvalidRequestException {
            Optional<JsonValue> value;
            try {
                value = json.value(key);
            } catch (JsonException _) {
                throw noText();
            }
            return value.orElseThrow(
                    () -> new InvalidRequestException("The body lacks \"%s\".".formatted(key)));
        }

        /// The parser looks at what is escaped only when it is asked for.
        private static String decoded(JsonString text) throws InvalidRequestException {
            try {
                return text.value();
            } catch (JsonException _) {
                throw noText();
            }
        }

        private static InvalidRequestException noText() {
            return new InvalidRequestException(
                    "The body holds a text with a wrong escape or half a character.");
        }
    }
}
