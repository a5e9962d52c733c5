// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a file, and the line on which it begins. It may hold several sentences; a line break ends one. */
record Passage(String file, int line, String text) {
    /** The end of a sentence: its mark with the space after it, or a line break. */
    private static final Pattern END = Pattern.compile("(?<=[.?!])[\"')]?\\s+|\\n+");

    /** A token that a reader reads as a word; {@code key=value} of a log line is none. */
    private static final Pattern WORD = Pattern.compile("(?<!\\S)(?!\\S*=)\\S*[\\p{L}\\p{N}%…]\\S*");

    /** The sentences with at least two words. */
    List<Sentence> sentences() {
        List<Sentence> sentences = new ArrayList<>();
        for (String part : END.split(text, -1)) {
            String sentence = part.strip().replaceAll("\\s+", " ");
            int words = words(sentence);
            if (words >= 2) {
                sentences.add(new Sentence(sentence, words));
            }
        }
        return sentences;
    }

    private static int words(String sentence) {
        int words = 0;
        for (Matcher word = WORD.matcher(sentence); word.find(); ) {
            words++;
        }
        return words;
    }

    /** One sentence and its number of words. */
    record Sentence(String text, int words) {}
}
