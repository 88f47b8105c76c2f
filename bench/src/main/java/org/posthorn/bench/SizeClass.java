package org.posthorn.bench;

import java.util.SplittableRandom;

/// The sizes of messages and what they consist of, class by class; bench/README.md publishes the
/// table.
///
/// Within a class each factor is as likely as any other (the logarithm of the size is uniform).
enum SizeClass {
    TINY(1, 4, 25, 70, 30),
    SMALL(4, 16, 35, 50, 45),
    MEDIUM(16, 64, 22, 20, 60),
    LARGE(64, 256, 11, 5, 25),
    HUGE(256, 1024, 5, 0, 5),
    GIANT(1024, 5120, 2, 0, 0);

    /// What a message consists of.
    enum Shape {
        /// Plain text.
        TEXT,
        /// Text, and the same length of HTML again.
        HTML,
        /// A few lines of text, and a file in base64 that nothing makes smaller.
        ATTACHMENT
    }

    static final int LARGEST_OCTETS = GIANT.toOctets;

    final int fromOctets;
    final int toOctets;
    final int percent;
    private final int textPercent;
    private final int htmlPercent;

    SizeClass(int fromKilobytes, int toKilobytes, int percent, int textPercent, int htmlPercent) {
        this.fromOctets = fromKilobytes * 1024;
        this.toOctets = toKilobytes * 1024;
        this.percent = percent;
        this.textPercent = textPercent;
        this.htmlPercent = htmlPercent;
    }

    /// The class that a size falls in.
    static SizeClass of(int octets) {
        for (var candidate : values()) {
            if (octets < candidate.toOctets) {
                return candidate;
            }
        }
        return GIANT;
    }

    /// A size as the table has it, of at most so many octets.
    static int draw(SplittableRandom random, int mostOctets) {
        int size;
        do {
            size = draw(random);
        } while (size > mostOctets);
        return size;
    }

    private static int draw(SplittableRandom random) {
        int chance = random.nextInt(100);
        for (var candidate : values()) {
            if (chance < candidate.percent) {
                double factor = (double) candidate.toOctets / candidate.fromOctets;
                return (int) (candidate.fromOctets * StrictMath.pow(factor, random.nextDouble()));
            }
            chance -= candidate.percent;
        }
        throw new IllegalStateException("the shares are less than everything");
    }

    Shape shape(SplittableRandom random) {
        int chance = random.nextInt(100);
        if (chance < textPercent) {
            return Shape.TEXT;
        }
        return chance < textPercent + htmlPercent ? Shape.HTML : Shape.ATTACHMENT;
    }

    /// The share of a shape among the messages of this class.
    int percentOf(Shape shape) {
        return switch (shape) {
            case TEXT -> textPercent;
            case HTML -> htmlPercent;
            case ATTACHMENT -> 100 - textPercent - htmlPercent;
        };
    }
}
