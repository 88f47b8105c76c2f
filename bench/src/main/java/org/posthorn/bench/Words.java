package org.posthorn.bench;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;

/// A vocabulary whose words are as unevenly frequent as those of a language (Zipf's law), so that
/// text made of it compresses about as well as what people write.
final class Words {
    private static final int VOCABULARY = 6000;
    private static final long SEED = 1_946;
    private static final String FREQUENT =
            "the of and to in a is that for it as was with be by on not he his but at are this have"
                    + " from or had an they which one you were all her she there would their we him"
                    + " been has when who will no more if out so up said what its about than into"
                    + " them can only other time new some could these two may first then do any like"
                    + " my now over such our me even most made after also did many off before must"
                    + " well back through years where much your way down should because long each"
                    + " just those people how too little us very still own see get here between both"
                    + " please find attached meeting regards thanks offer order invoice week";
    private static final String[] ONSETS =
            "b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl sp st str t th tr v w"
                    .split(" ");
    private static final String[] VOWELS = "a e i o u ea ai ou io".split(" ");
    private static final String[] CODAS = " n r s t l nd st ng m ct rt ck".split(" ");

    /// A word for each number of 16 bits; frequent words have many numbers.
    private final byte[][] byChance = new byte[1 << 16][];

    Words() {
        var words = vocabulary().stream().map(w -> w.getBytes(StandardCharsets.US_ASCII)).toList();
        double total = 0;
        for (int rank = 0; rank < VOCABULARY; rank++) {
            total += weight(rank);
        }
        double reached = 0;
        int next = 0;
        for (int rank = 0; rank < VOCABULARY; rank++) {
            reached += weight(rank);
            int until = (int) Math.round(reached / total * byChance.length);
            while (next < until) {
                byChance[next++] = words.get(rank);
            }
        }
        while (next < byChance.length) {
            byChance[next++] = words.getLast();
        }
    }

    /// The word for the lowest 16 bits of a random number.
    byte[] word(long random) {
        return byChance[(int) random & 0xFFFF];
    }

    private static double weight(int rank) {
        return 1 / (rank + 2.7);
    }

    private static Set<String> vocabulary() {
        var random = new SplittableRandom(SEED);
        var words = new LinkedHashSet<String>();
        Collections.addAll(words, FREQUENT.split(" "));
        while (words.size() < VOCABULARY) {
            var word = new StringBuilder();
            int syllables = 1 + random.nextInt(2) + random.nextInt(2);
            for (int i = 0; i < syllables; i++) {
                word.append(ONSETS[random.nextInt(ONSETS.length)]);
                word.append(VOWELS[random.nextInt(VOWELS.length)]);
            }
            words.add(word.append(CODAS[random.nextInt(CODAS.length)]).toString());
        }
        return words;
    }
}
