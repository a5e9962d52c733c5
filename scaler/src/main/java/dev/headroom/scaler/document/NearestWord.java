// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses the intended word behind a typing error. */
public final class NearestWord {
    /** A third of the letters wrong is another word. */
    private static final int LETTERS_PER_SLIP = 3;

    /** Longer keys are no slips of the pen, and comparing them costs their length squared. */
    private static final int LONGEST = 64;

    private NearestWord() {}

    /** The candidate that differs least from {@code word}, if it differs by no more than a slip of the pen. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(candidate -> slips(word, candidate) <= Math.max(1, word.length() / LETTERS_PER_SLIP))
                .min(Comparator.comparingInt(candidate -> slips(word, candidate)));
    }

    /** Levenshtein's distance, row by row; capitals count as the same letters. */
    private static int slips(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (same(one.charAt(i - 1), other.charAt(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    private static boolean same(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
