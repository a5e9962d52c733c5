// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The rules: at most 25 words in a sentence, and no phrase of the word list. */
final class PlainWords {
    /** Readers lose the thread of longer sentences. */
    static final int MOST_WORDS = 25;

    private static final String LIST = "/words/phrases.txt";

    /** A sentence or a clause begins here. */
    private static final String BEGINNING = "(?:^|[.;:?!(] )[\"'(]*";

    /** Before a letter of the phrase; a phrase may begin with a comma. */
    private static final String NOT_WITHIN_A_WORD = "(?<![\\p{L}\\p{N}-](?=[\\p{L}\\p{N}]))";

    private final List<Phrase> phrases;

    private PlainWords(List<Phrase> phrases) {
        this.phrases = phrases;
    }

    static PlainWords load() {
        try (InputStream list = Objects.requireNonNull(PlainWords.class.getResourceAsStream(LIST), LIST)) {
            return of(new String(list.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A phrase a line, then {@code |} and a better one; {@code ^} in front: only where a clause begins that is no question. */
    static PlainWords of(String list) {
        return new PlainWords(list.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Phrase::of)
                .toList());
    }

    /** A line for each rule that a passage breaks: place, rule, sentence. */
    List<String> faultsOf(Passage passage) {
        List<String> faults = new ArrayList<>();
        for (Passage.Sentence sentence : passage.sentences()) {
            if (sentence.words() > MOST_WORDS) {
                faults.add(fault(passage, "%d words, at most %d".formatted(sentence.words(), MOST_WORDS), sentence));
            }
            faults.addAll(phrasesIn(passage, sentence));
        }
        return faults;
    }

    /** The same for phrases alone, however long the sentences are. */
    List<String> phrasesIn(Passage passage) {
        return passage.sentences().stream()
                .flatMap(sentence -> phrasesIn(passage, sentence).stream())
                .toList();
    }

    private List<String> phrasesIn(Passage passage, Passage.Sentence sentence) {
        return phrases.stream()
                .filter(phrase -> phrase.isIn(sentence.text()))
                .map(phrase -> fault(passage, phrase.rule(), sentence))
                .toList();
    }

    private static String fault(Passage passage, String rule, Passage.Sentence sentence) {
        return "%s:%d: %s: \"%s\"".formatted(passage.file(), passage.line(), rule, sentence.text());
    }

    private record Phrase(String rule, Pattern pattern, boolean inQuestions) {
        static Phrase of(String line) {
            String[] parts = line.split("\\s*\\|\\s*", 2);
            if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new IllegalArgumentException("a line must be PHRASE | BETTER, was '" + line + "'");
            }
            boolean first = parts[0].startsWith("^");
            String phrase = first ? parts[0].substring(1) : parts[0];
            String pattern = (first ? BEGINNING : NOT_WITHIN_A_WORD) + Pattern.quote(phrase) + "(?![\\p{L}\\p{N}-])";
            return new Phrase(
                    "'%s', better: %s".formatted(phrase, parts[1].strip()),
                    Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                    !first);
        }

        boolean isIn(String sentence) {
            return (inQuestions || !sentence.endsWith("?"))
                    && pattern.matcher(sentence).find();
        }
    }
}
