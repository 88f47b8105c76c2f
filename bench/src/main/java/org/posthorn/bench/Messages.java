package org.posthorn.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/// Messages as people send them, of about a given size, the same in every run.
///
/// Half are plain text, a quarter have a text and an HTML form, a quarter carry an attachment; some
/// subjects and names are encoded words (RFC 2047). No line begins with a dot.
final class Messages {
    private static final int SHAPES = 16;
    private static final String[] WORDS =
            ("the meeting about next quarter moves to Thursday because most of us travel before"
                            + " please find the offer attached and tell me what you think of its"
                            + " second page we have agreed on three changes already")
                    .split(" ");
    private static final String[] SUBJECTS = {
        "Offer 2024-117, second version",
        "Re: Minutes of the Monday meeting",
        "=?UTF-8?Q?R=C3=BCckfrage_zur_Lieferung?=",
        "Fwd: Travel plans",
        "=?UTF-8?B?5Lya6K2w44Gu44GK55+l44KJ44Gb?=",
        "Invoice 88213"
    };

    private final List<byte[]> shapes;

    private Messages(List<byte[]> shapes) {
        this.shapes = shapes;
    }

    /// @param sizeOctets how large each is, within a few percent
    static Messages ofAbout(int sizeOctets) {
        var random = new Random(sizeOctets);
        var shapes = new ArrayList<byte[]>(SHAPES);
        for (int i = 0; i < SHAPES; i++) {
            shapes.add(compose(i, sizeOctets, random).getBytes(StandardCharsets.US_ASCII));
        }
        return new Messages(shapes);
    }

    /// A message that differs from all others at least in its Message-ID.
    byte[] message(String uniqueName) {
        byte[] shape = shapes.get(Math.floorMod(uniqueName.hashCode(), SHAPES));
        byte[] head =
                ("Message-ID: <" + uniqueName + "@example.org>\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        var message = new byte[head.length + shape.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(shape, 0, message, head.length, shape.length);
        return message;
    }

    private static String compose(int shape, int sizeOctets, Random random) {
        var message = new StringBuilder(sizeOctets + 512);
        header(message, shape, random);
        switch (shape % 4) {
            case 0 -> alternative(message, sizeOctets, random);
            case 1 -> attachment(message, sizeOctets, random);
            default -> plain(message, sizeOctets, random);
        }
        return message.toString();
    }

    private static void header(StringBuilder message, int shape, Random random) {
        message.append(
                """
                Received: from mail.example.org (mail.example.org [192.0.2.17])
                \tby mx.example.net (Postfix) with ESMTPS id 4XkQ%02d3hZz9sT
                \tfor <team@example.com>; Tue, 14 May 2024 09:%02d:11 +0200 (CEST)
                Date: Tue, 14 May 2024 09:%02d:07 +0200
                From: =?UTF-8?Q?J=C3=B6rg_Weber?= <joerg.weber%d@example.org>
                To: The team <team@example.com>, Ada <ada@example.com>
                Cc: Office <office@example.com>
                Subject: %s
                In-Reply-To: <f00d.%d@example.com>
                References: <cafe.%d@example.com>
                \t<f00d.%d@example.com>
                MIME-Version: 1.0
                """
                        .formatted(
                                shape,
                                shape,
                                shape,
                                random.nextInt(100),
                                SUBJECTS[shape % SUBJECTS.length],
                                shape,
                                shape,
                                shape)
                        .replace("\n", "\r\n"));
    }

    private static void plain(StringBuilder message, int sizeOctets, Random random) {
        message.append("Content-Type: text/plain; charset=us-ascii\r\n\r\n");
        text(message, sizeOctets, random);
    }

    private static void alternative(StringBuilder message, int sizeOctets, Random random) {
        message.append("Content-Type: multipart/alternative; boundary=\"=-alt\"\r\n\r\n");
        message.append("--=-alt\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        text(message, sizeOctets * 2 / 5, random);
        message.append("\r\n--=-alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>\r\n");
        text(message, sizeOctets - 40, random);
        message.append("</p>\r\n--=-alt--\r\n");
    }

    private static void attachment(StringBuilder message, int sizeOctets, Random random) {
        message.append("Content-Type: multipart/mixed; boundary=\"=-mixed\"\r\n\r\n");
        message.append("--=-mixed\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        text(message, message.length() + 500, random);
        message.append("\r\n--=-mixed\r\nContent-Type: application/pdf; name=\"offer.pdf\"\r\n");
        message.append("Content-Disposition: attachment; filename=\"offer.pdf\"\r\n");
        message.append("Content-Transfer-Encoding: base64\r\n\r\n");
        int lines = Math.max(1, (sizeOctets - message.length() - 20) / 78);
        var octets = new byte[lines * 57];
        random.nextBytes(octets);
        message.append(Base64.getMimeEncoder().encodeToString(octets));
        message.append("\r\n--=-mixed--\r\n");
    }

    /// Adds lines of words until the message has that length.
    private static void text(StringBuilder message, int untilOctets, Random random) {
        int lineStart = message.length();
        while (message.length() < untilOctets) {
            message.append(WORDS[random.nextInt(WORDS.length)]);
            boolean full = message.length() - lineStart > 70;
            message.append(full ? "\r\n" : " ");
            lineStart = full ? message.length() : lineStart;
        }
        message.append("\r\n");
    }
}
