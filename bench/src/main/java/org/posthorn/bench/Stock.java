package org.posthorn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Messages that are made before the clock runs, for the clients share the processors with the
/// server that they measure.
///
/// What is asked for beyond the stock is made at that moment, so a fast server gets new messages
/// too.
final class Stock {
    /// What a stock may keep in memory.
    static final long MOST_OCTETS = 256L << 20;

    /// Numbers of messages that were not in stock.
    private static final long BEYOND = 1L << 40;

    private final Corpus corpus;
    private final List<byte[]> made = new ArrayList<>();
    private final long firstNumber;
    private final AtomicLong taken = new AtomicLong();

    private Stock(Corpus corpus, long firstNumber) {
        this.corpus = corpus;
        this.firstNumber = firstNumber;
    }

    /// Makes messages until there are so many of them or of their octets.
    ///
    /// @param firstNumber the number of the first; the others have those that follow
    static Stock of(Corpus corpus, long firstNumber, int messages, long octets) {
        var stock = new Stock(corpus, firstNumber);
        long left = Math.min(octets, MOST_OCTETS);
        for (int i = 0; i < messages && left > 0; i++) {
            byte[] message = corpus.message(firstNumber + i);
            stock.made.add(message);
            left -= message.length;
        }
        return stock;
    }

    /// How many messages were made.
    int size() {
        return made.size();
    }

    /// A message that was not taken before.
    byte[] next() {
        long index = taken.getAndIncrement();
        return index < made.size()
                ? made.get((int) index)
                : corpus.message(BEYOND + firstNumber + index);
    }

    /// Another server gets the same messages.
    void rewind() {
        taken.set(0);
    }
}
