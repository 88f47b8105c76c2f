package org.posthorn.mailbox.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Makes messages that look like those in people's mailboxes: the same for the same seed. All lines
/// end in CRLF.
///
/// As a program it writes them to files: `SampleMessages DIRECTORY COUNT [SEED]`.
public final class SampleMessages {
    /// What a message looks like; [#next()] takes them in turn, plain text more often than the
    /// others.
    public enum Kind {
        PLAIN,
        QUOTED_PRINTABLE,
        EIGHT_BIT,
        OTHER_CHARSET,
        ALTERNATIVE,
        HTML_ONLY,
        ATTACHMENT,
        RELATED,
        FORWARDED,
        DIGEST,
        BOUNCE,
        MAILING_LIST
    }

    private record Person(String name, String address) {}

    private static final List<Person> PEOPLE =
            List.of(
                    new Person("Alice Archer", "alice@example.com"),
                    new Person("Böb Brønsted", "bob@example.org"),
                    new Person("山田 太郎", "taro@example.jp"),
                    new Person("O'Neil, Carol", "carol.oneil@mail.example.com"),
                    new Person("Дмитрий Иванов", "dima@example.ru"),
                    new Person("", "no-reply@shop.example.net"));

    private static final List<String> WORDS =
            List.of(
                    ("the quick brown fox jumps over lazy dogs while meeting notes travel between offices and invoices wait"
                                    + " for approval before Friday because release planning needs budget numbers from the"
                                    + " garden team please find attached thanks regards naïve café résumé Zürich Øresund")
                            .split(" ", -1));

    private static final List<String> CHARSETS =
            List.of(
                    "iso-8859-1",
                    "windows-1251",
                    "iso-2022-jp",
                    "gb2312",
                    "koi8-r",
                    "big5",
                    "iso-8859-15",
                    "utf-16be");

    private static final String GREETINGS = "Привет, мир. 日本語のテキスト。你好世界。Grüße aus Köln für 20 €. ";

    private final Random random;
    private int serial;

    public SampleMessages(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        var samples = new SampleMessages(arguments.length > 2 ? Long.parseLong(arguments[2]) : 1);
        for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
            Files.write(
                    directory.resolve(String.format(Locale.ROOT, "%06d.eml", i)), samples.next());
        }
    }

    public byte[] next() {
        Kind[] kinds = Kind.values();
        return next(serial % 2 == 0 ? Kind.PLAIN : kinds[serial / 2 % kinds.length]);
    }

    public List<byte[]> list(int count) {
        var messages = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            messages.add(next());
        }
        return messages;
    }

    public byte[] next(Kind kind) {
        serial++;
        return switch (kind) {
            case PLAIN -> plain(1000 + random.nextInt(4000));
            case QUOTED_PRINTABLE ->
                    text("text/plain; charset=utf-8; format=flowed", prose(1500), true);
            case EIGHT_BIT -> eightBit();
            case OTHER_CHARSET -> otherCharset();
            case ALTERNATIVE -> message(alternative());
            case HTML_ONLY -> text("text/html; charset=UTF-8", html(prose(2000)), true);
            case ATTACHMENT -> message(attachment());
            case RELATED -> message(related());
            case FORWARDED -> message(forwarded());
            case DIGEST -> message(digest());
            case BOUNCE -> message(bounce());
            case MAILING_LIST -> mailingList();
        };
    }

    /// Plain ASCII text of about this size, header included.
    public byte[] plain(int sizeOctets) {
        String header = header("Content-Type: text/plain; charset=us-ascii\r\n");
        return octets(header + ascii(Math.max(80, sizeOctets - header.length())));
    }

    /// A message with an attachment of this size before its encoding.
    public byte[] large(int sizeOctets) {
        var data = new byte[sizeOctets];
        random.nextBytes(data);
        String boundary = boundary();
        return message(
                multipart(
                        "mixed",
                        boundary,
                        part("Content-Type: text/plain\r\n", octets(ascii(300))),
                        part(
                                lines(
                                        "Content-Type: application/octet-stream; name=\"large.bin\"",
                                        "Content-Transfer-Encoding: base64",
                                        "Content-Disposition: attachment; filename=\"large.bin\""),
                                base64(data))));
    }

    private byte[] eightBit() {
        String header =
                header(
                        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n");
        return (header + wrap(GREETINGS.repeat(8) + prose(600))).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] otherCharset() {
        String charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
        byte[] body =
                base64(wrap(GREETINGS.repeat(5) + prose(400)).getBytes(Charset.forName(charset)));
        return join(
                octets(
                        header(
                                "Content-Type: text/plain; charset=\""
                                        + charset
                                        + "\"\r\nContent-Transfer-Encoding: base64\r\n")),
                body);
    }

    private byte[] text(String type, String content, boolean quoted) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        String encoding = quoted ? "Content-Transfer-Encoding: quoted-printable\r\n" : "";
        return join(
                octets(header("Content-Type: " + type + "\r\n" + encoding)),
                quoted ? quotedPrintable(body) : body);
    }

    private byte[] alternative() {
        String prose = wrap(prose(1200));
        return multipart(
                "alternative",
                boundary(),
                part(
                        "Content-Type: text/plain; charset=\"UTF-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n",
                        quotedPrintable(prose.getBytes(StandardCharsets.UTF_8))),
                part(
                        "Content-Type: text/html; charset=\"UTF-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n",
                        quotedPrintable(html(prose).getBytes(StandardCharsets.UTF_8))));
    }

    private byte[] attachment() {
        var data = new byte[2000 + random.nextInt(20_000)];
        random.nextBytes(data);
        return multipart(
                "mixed",
                boundary(),
                random.nextBoolean()
                        ? alternative()
                        : part("Content-Type: text/plain\r\n", octets(ascii(400))),
                part(
                        "Content-Type: application/pdf;\r\n name=\"report.pdf\"\r\n"
                                + "Content-Transfer-Encoding: base64\r\n"
                                + "Content-Disposition: attachment;\r\n"
                                + " filename*0*=UTF-8''Bericht%20f%C3%BCr%20;\r\n filename*1=April.pdf;\r\n"
                                + " size="
                                + data.length
                                + "\r\n",
                        base64(data)));
    }

    private byte[] related() {
        var image = new byte[3000];
        random.nextBytes(image);
        return multipart(
                "related",
                boundary(),
                alternative(),
                part(
                        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
                                + "Content-ID: <image"
                                + serial
                                + "@example.com>\r\nContent-Disposition: inline\r\n",
                        base64(image)));
    }

    private byte[] forwarded() {
        return multipart(
                "mixed",
                boundary(),
                part("Content-Type: text/plain\r\n", octets("See below.\r\n")),
                part(
                        "Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=\"original.eml\"\r\n",
                        random.nextBoolean() ? message(attachment()) : plain(900)));
    }

    private byte[] digest() {
        return multipart(
                "digest",
                boundary(),
                part("", plain(500)),
                part("", plain(600)),
                part("", eightBit()));
    }

    private byte[] bounce() {
        return multipart(
                "report; report-type=delivery-status",
                boundary(),
                part(
                        "Content-Description: Notification\r\n",
                        octets("The address does not exist.\r\n")),
                part(
                        "Content-Type: message/delivery-status\r\n",
                        octets(
                                lines(
                                        "Reporting-MTA: dns; mail.example.com",
                                        "",
                                        "Final-Recipient: rfc822; nobody@example.com",
                                        "Action: failed",
                                        "Status: 5.1.1"))),
                part("Content-Type: text/rfc822-headers\r\n", octets(header(""))));
    }

    private byte[] mailingList() {
        String header =
                header(
                        lines(
                                "List-Id: Discussion <talk.lists.example.org>",
                                "List-Post: <mailto:talk@lists.example.org>",
                                "Content-Type: text/plain; charset=utf-8",
                                "Content-Transfer-Encoding: base64"));
        return join(octets(header), base64(wrap(prose(900)).getBytes(StandardCharsets.UTF_8)));
    }

    /// A message of a part that has a MIME header already.
    private byte[] message(byte[] part) {
        String header = header("");
        return join(octets(header.substring(0, header.length() - 2)), part);
    }

    private String header(String mimeFields) {
        Person from = PEOPLE.get(random.nextInt(PEOPLE.size()));
        var when =
                ZonedDateTime.of(2026, 1, 5, 8, 0, 0, 0, ZoneOffset.ofHours(1))
                        .plusMinutes(serial * 37L);
        String id = "<" + Long.toHexString(random.nextLong()) + "." + serial + "@example.com>";
        String parent = "<" + (serial / 5) + ".root@example.com>";
        boolean reply = random.nextInt(3) == 0;
        return "Received: from mail.example.org (mail.example.org [192.0.2.25])\r\n\tby mx.example.com with ESMTPS id "
                + Long.toHexString(random.nextLong())
                + ";\r\n\t"
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(when)
                + "\r\n"
                + "Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(when)
                + "\r\n"
                + "From: "
                + display(from)
                + "\r\n"
                + "To: "
                + display(PEOPLE.get(random.nextInt(PEOPLE.size())))
                + ",\r\n "
                + display(PEOPLE.get(random.nextInt(PEOPLE.size())))
                + "\r\n"
                + (random.nextInt(4) == 0
                        ? "Cc: Team: a@example.com, \"B. C.\" <b@example.com>;\r\n"
                        : "")
                + "Subject: "
                + encodedWord((reply ? "Re: " : "") + sentence(3 + random.nextInt(6)))
                + "\r\n"
                + "Message-ID: "
                + id
                + "\r\n"
                + (reply
                        ? "In-Reply-To: "
                                + parent
                                + "\r\nReferences: "
                                + parent
                                + "\r\n <x."
                                + serial
                                + "@b>\r\n"
                        : "")
                + "MIME-Version: 1.0\r\n"
                + mimeFields
                + "\r\n";
    }

    private static String display(Person person) {
        if (person.name().isEmpty()) {
            return person.address();
        }
        String name =
                person.name().contains(",")
                        ? "\"" + person.name() + "\""
                        : encodedWord(person.name());
        return name + " <" + person.address() + ">";
    }

    private static String encodedWord(String text) {
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            return text;
        }
        return "=?UTF-8?B?"
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                + "?=";
    }

    private String boundary() {
        return "----=_Part_" + serial + "_" + Integer.toHexString(random.nextInt());
    }

    private static byte[] multipart(String subtype, String boundary, byte[]... parts) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                octets(
                        "Content-Type: multipart/"
                                + subtype
                                + ";\r\n boundary=\""
                                + boundary
                                + "\"\r\n\r\n"
                                + "This is a multi-part message in MIME format.\r\n"));
        for (byte[] part : parts) {
            out.writeBytes(octets("\r\n--" + boundary + "\r\n"));
            out.writeBytes(part);
        }
        out.writeBytes(octets("\r\n--" + boundary + "--\r\n"));
        return out.toByteArray();
    }

    private static byte[] part(String header, byte[] content) {
        return join(octets(header + "\r\n"), content);
    }

    private static byte[] base64(byte[] data) {
        return Base64.getMimeEncoder().encode(data);
    }

    private static byte[] quotedPrintable(byte[] data) {
        var out = new StringBuilder();
        int column = 0;
        for (byte octet : data) {
            if (octet == '\n') {
                column = 0;
            }
            boolean literal =
                    octet == '\r' || octet == '\n' || (octet >= ' ' && octet < 127 && octet != '=');
            if (column > 70 && octet != '\r' && octet != '\n') {
                out.append("=\r\n");
                column = 0;
            }
            String encoded =
                    literal ? "" + (char) octet : String.format(Locale.ROOT, "=%02X", octet);
            out.append(encoded);
            column += encoded.length();
        }
        return octets(out.toString());
    }

    private static String html(String prose) {
        return "<!DOCTYPE html>\r\n<html><head><title>Mail</title><style>p { color: #333; }</style></head>\r\n<body><p>"
                + prose.replace("\r\n", "<br>\r\n")
                + "</p><p>Regards &amp; thanks</p></body></html>\r\n";
    }

    private String sentence(int words) {
        var sentence = new StringBuilder();
        for (int i = 0; i < words; i++) {
            sentence.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return sentence.toString();
    }

    private String prose(int length) {
        var prose = new StringBuilder();
        while (prose.length() < length) {
            prose.append(sentence(5 + random.nextInt(8))).append(". ");
        }
        return prose.toString();
    }

    private String ascii(int length) {
        String text = wrap(prose(length)).replaceAll("[^\\x00-\\x7F]", "e");
        return text.substring(0, Math.max(2, Math.min(text.length(), length)) - 2) + "\r\n";
    }

    private static String wrap(String text) {
        var wrapped = new StringBuilder();
        int column = 0;
        for (String word : text.strip().split(" ", -1)) {
            if (column + word.length() > 72) {
                wrapped.append("\r\n");
                column = 0;
            }
            wrapped.append(column == 0 ? "" : " ").append(word);
            column += word.length() + 1;
        }
        return wrapped.append("\r\n").toString();
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static byte[] join(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream(first.length + second.length);
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
