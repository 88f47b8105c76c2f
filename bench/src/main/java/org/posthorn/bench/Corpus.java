package org.posthorn.bench;

import java.util.SplittableRandom;
import org.posthorn.bench.SizeClass.Shape;

/// Messages as people send them: octet for octet the same in every run, and no content twice.
///
/// A message is made from its number alone. Sizes and shapes are those of `SizeClass`; a corpus of
/// one size has the shapes of the class that the size falls in. Some subjects and names are encoded
/// words (RFC 2047). No line begins with a dot.
///
/// @param fewestOctets about how small a message may be
/// @param mostOctets about how large; the same number makes a corpus of one size
record Corpus(int fewestOctets, int mostOctets) {
    private static final long SEED = 20_240_514;
    private static final long APART = 0x9E37_79B9_7F4A_7C15L;
    private static final int TEXT_BESIDE_ATTACHMENT_OCTETS = 600;
    private static final String[] SUBJECTS = {
        "Re: ",
        "",
        "=?UTF-8?Q?R=C3=BCckfrage_zur_Lieferung?= ",
        "Fwd: ",
        "=?UTF-8?B?5Lya6K2w44Gu44GK55+l44KJ44Gb?= ",
        ""
    };

    /// Messages of that size, within a few percent.
    static Corpus ofAbout(int sizeOctets) {
        return new Corpus(sizeOctets, sizeOctets);
    }

    /// Messages of all sizes, as the table has them, up to a largest one.
    static Corpus asSentUpTo(int mostOctets) {
        return new Corpus(SizeClass.TINY.fromOctets, mostOctets);
    }

    /// The message of that number.
    byte[] message(long number) {
        var random = randomFor(number);
        int size = size(random);
        return compose(number, SizeClass.of(size).shape(random), size, random);
    }

    /// The size that the message of that number aims at.
    int sizeOctets(long number) {
        return size(randomFor(number));
    }

    /// What the message of that number consists of.
    Shape shape(long number) {
        var random = randomFor(number);
        return SizeClass.of(size(random)).shape(random);
    }

    private SplittableRandom randomFor(long number) {
        var seeds = new SplittableRandom(SEED + mostOctets * APART ^ number * 0x5851F42DL);
        return new SplittableRandom(seeds.nextLong());
    }

    private int size(SplittableRandom random) {
        return fewestOctets == mostOctets ? mostOctets : SizeClass.draw(random, mostOctets);
    }

    private byte[] compose(long number, Shape shape, int sizeOctets, SplittableRandom random) {
        var draft = new Draft(random, sizeOctets);
        header(draft, number, random);
        switch (shape) {
            case TEXT -> plain(draft, sizeOctets);
            case HTML -> alternative(draft, sizeOctets);
            case ATTACHMENT -> attachment(draft, sizeOctets);
        }
        return draft.finished();
    }

    private void header(Draft draft, long number, SplittableRandom random) {
        int minute = 10 + random.nextInt(50);
        long earlier = random.nextLong() >>> 24;
        draft.add("Received: from mail.example.org (mail.example.org [192.0.2.17])\r\n")
                .add("\tby mx.example.net (Postfix) with ESMTPS id ")
                .add(Long.toString(random.nextLong() >>> 8, 36))
                .add("\r\n\tfor <team@example.com>; Tue, 14 May 2024 09:" + minute)
                .add(":11 +0200 (CEST)\r\nDate: Tue, 14 May 2024 09:" + minute)
                .add(":07 +0200\r\nMessage-ID: <" + number + "." + mostOctets)
                .add("@example.org>\r\nFrom: =?UTF-8?Q?J=C3=B6rg_Weber?= <joerg.weber")
                .add(random.nextInt(100_000) + "@example.org>\r\n")
                .add("To: The team <team@example.com>, Ada <ada@example.com>\r\nSubject: ")
                .add(SUBJECTS[random.nextInt(SUBJECTS.length)])
                .words(3)
                .add("\r\nIn-Reply-To: <" + earlier + ".a@example.com>\r\nReferences: <")
                .add(earlier + ".b@example.com>\r\n\t<" + earlier + ".a@example.com>\r\n")
                .add("MIME-Version: 1.0\r\n");
    }

    private static void plain(Draft draft, int sizeOctets) {
        draft.add("Content-Type: text/plain; charset=us-ascii\r\n\r\n").text(sizeOctets - 30);
    }

    private static void alternative(Draft draft, int sizeOctets) {
        int half = draft.length() + (sizeOctets - draft.length()) * 2 / 5;
        draft.add("Content-Type: multipart/alternative; boundary=\"=-alt\"\r\n\r\n")
                .add("--=-alt\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n")
                .text(half)
                .add("\r\n--=-alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
                .html(sizeOctets - 130)
                .add("\r\n--=-alt--\r\n");
    }

    private static void attachment(Draft draft, int sizeOctets) {
        int besides = Math.min(TEXT_BESIDE_ATTACHMENT_OCTETS, sizeOctets / 4);
        draft.add("Content-Type: multipart/mixed; boundary=\"=-mixed\"\r\n\r\n")
                .add("--=-mixed\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n")
                .text(draft.length() + besides)
                .add("\r\n--=-mixed\r\nContent-Type: application/pdf; name=\"offer.pdf\"\r\n")
                .add("Content-Disposition: attachment; filename=\"offer.pdf\"\r\n")
                .add("Content-Transfer-Encoding: base64\r\n\r\n")
                .base64(sizeOctets - 60)
                .add("\r\n--=-mixed--\r\n");
    }
}
