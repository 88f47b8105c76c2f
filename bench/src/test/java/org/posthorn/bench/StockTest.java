package org.posthorn.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class StockTest {
    @Test
    void whatIsAskedForBeyondTheStock_isNewToo() {
        var corpus = Corpus.ofAbout(2000);
        var stock = Stock.of(corpus, 7, 3, Stock.MOST_OCTETS);
        var seen = new HashSet<String>();
        assertThat(stock.next()).isEqualTo(corpus.message(7));
        for (int i = 0; i < 9; i++) {
            assertThat(seen.add(new String(stock.next(), US_ASCII))).isTrue();
        }
        stock.rewind();
        assertThat(stock.next()).isEqualTo(corpus.message(7));
    }

    @Test
    void stock_isBoundedByItsOctets() {
        var corpus = Corpus.ofAbout(4096);
        var stock = Stock.of(corpus, 0, 1000, 10_000);
        assertThat(stock.size()).isEqualTo(3);
        stock.next();
        stock.next();
        stock.next();
        assertThat(stock.next()).isNotEqualTo(corpus.message(3));
    }
}
