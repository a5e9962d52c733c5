// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker finds what it is for: bad examples of each kind of text. */
class PlainWordsCheckerTest {
    private static final PlainWords WORDS = PlainWords.load();

    private static List<String> faultsOf(String text) {
        return WORDS.faultsOf(new Passage("Some.java", 7, text));
    }

    private static List<String> textsOf(String java) {
        return JavaTexts.of("Some.java", java).stream().map(Passage::text).toList();
    }

    private static String words(int count) {
        return String.join(" ", Collections.nCopies(count, "word"));
    }

    @Test
    void namesFileLineRuleAndSentence() {
        assertThat(faultsOf("it is fine. telemetry belongs to nobody"))
                .containsExactly("Some.java:7: 'nobody', better: no replica, no caller, no workload:"
                        + " \"telemetry belongs to nobody\"");
        assertThat(faultsOf(words(26))).containsExactly("Some.java:7: 26 words, at most 25: \"" + words(26) + "\"");
    }

    @Test
    void countsTheWordsOfEachSentence() {
        assertThat(faultsOf(words(25))).isEmpty();
        assertThat(faultsOf(words(20) + ". " + words(20) + "?\n" + words(20))).isEmpty();
        assertThat(faultsOf(words(13) + "; " + words(13))).hasSize(1);
        assertThat(faultsOf(words(24) + " topic=%s partition=%d offset=%d")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What came since is not known",
                "the clocks differ: what is late is judged by it",
                "Who gives up is counted nowhere",
                "Whoever reaches it may ask",
                "events tell of 50 % of the requests",
                "it takes 3 s in the mean",
                "the state is begun anew",
                "after so many records panes are written",
                "records of which something was lost",
                "a PEM file, there is none",
                "requests that wait of late",
                "held, for it is needed",
            })
    void refusesPhrasesOfTheList(String sentence) {
        assertThat(faultsOf(sentence)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no server scraped for 21.0 s (limit 20.0 s)",
                "What does a replica carry?",
                "name what is missing in a sentence",
                "somebodyElse is an identifier",
                "the feed is anew-style",
            })
    void takesPlainSentences(String sentence) {
        assertThat(faultsOf(sentence)).isEmpty();
    }

    @Test
    void everyPhraseHasABetterOne() {
        assertThatThrownBy(() -> PlainWords.of("nobody")).hasMessageContaining("PHRASE | BETTER, was 'nobody'");
        assertThat(PlainWords.of("# a comment\n\nfoo | bar").faultsOf(new Passage("a", 1, "some Foo here")))
                .containsExactly("a:1: 'foo', better: bar: \"some Foo here\"");
    }

    @Test
    void joinsStringLiteralsAcrossLinesAndValues() {
        assertThat(textsOf("f(\"a \" + name(1, 2) + \" b\"\n  + \" c\", x ? \"d e\" : y + \" f\");"))
                .containsExactly("a … b c", "d e", "… f");
        assertThat(textsOf("f(\"a \" + (x ? \"b\" : \"c \" + y) + g(\"d\", z) + \" e\");"))
                .containsExactlyInAnyOrder("a …… e", "b", "c …", "d");
        assertThat(textsOf("String s = \"\"\"\n    one \\\"two\\\"\n    three\"\"\";"))
                .containsExactly("\n    one \"two\"\n    three");
        assertThat(textsOf("// \"no\"\n/* \"no\" */ char c = '\"'; f(\"it's \\\"quoted\\\"\")"))
                .containsExactly("it's \"quoted\"");
    }

    @Test
    void readsTheJavadocOfSettingsOnly() {
        String source = "/** Time of a {@code x}. */ int a(); /** Second\n * line. */ int b();";

        assertThat(textsOf(source)).isEmpty();
        assertThat(textsOf("@ConfigMapping " + source)).containsExactly("Time of a `x`.", "Second line.");
    }

    @Test
    void readsJavaComments() {
        String source = """
                // SPDX-License-Identifier: Apache-2.0
                /**
                 * Text of a {@link Type
                 * over} lines.
                 *
                 * <p>More.
                 *
                 * @param told what is
                 *     told
                 */
                String a = "// no"; // After it.
                /* Old. */
                // One text
                // of two lines.
                """;

        assertThat(JavaComments.of("Some.java", source))
                .containsExactly(
                        new Passage("Some.java", 2, "Text of a `Type over` lines.\nMore.\nwhat is told"),
                        new Passage("Some.java", 11, "After it."),
                        new Passage("Some.java", 12, "Old."),
                        new Passage("Some.java", 13, "One text of two lines."));
    }

    @Test
    void findsPhrasesInCommentsOfAnyLength() {
        Passage comment = new Passage("Some.java", 7, words(30) + ". telemetry belongs to\nnobody here");

        assertThat(WORDS.phrasesIn(comment)).hasSize(1).first().asString().contains("'nobody'", "Some.java:7");
    }

    @Test
    void readsComments() {
        String source =
                "# --- Kafka ---\n# One text\n# of two lines.\nkey: 1 # after it\n#   a row\n  # Another margin.\n";

        assertThat(CommentTexts.of("v.yaml", source))
                .containsExactly(
                        new Passage("v.yaml", 2, "One text of two lines."),
                        new Passage("v.yaml", 4, "after it"),
                        new Passage("v.yaml", 5, "a row"),
                        new Passage("v.yaml", 6, "Another margin."));
    }

    @Test
    void readsDescriptionsNotesAndFailures() {
        assertThat(ValueTexts.of("s.json", "{ \"a\": {\n\"description\": \"Time of {{ $x }}.\", \"type\": \"x\" } }"))
                .containsExactly(new Passage("s.json", 2, "Time of …."));
        assertThat(TemplateTexts.of("c.tpl", "{{- /* Some\n note. */ -}}\n{{- fail (printf \"a is %d, but\" .b) -}}"))
                .containsExactly(new Passage("c.tpl", 1, " Some note. "), new Passage("c.tpl", 3, "a is %d, but"));
        assertThat(TemplateTexts.ofNotes(
                        "N.txt", "1. Look {{ .a }}\n   here:\n     kubectl get\n{{- if .b }}\n - Then.\n"))
                .extracting(Passage::text)
                .containsExactly("1. Look … here:", "- Then.");
    }

    @Test
    void readsTheProseOfPages() {
        String page = """
                # Title of it

                A [link](x.md) and
                `some code here`.

                ```sh
                nobody reads
                ```
                - one
                - two

                | a | b `|` |
                |---|---|
                | c | d |
                """;

        assertThat(PageTexts.of("p.md", page))
                .extracting(Passage::text)
                .containsExactly("Title of it", "A link and `…`.", "one", "two", "a", "b `…`", "c", "d");
    }
}
