// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operators read every message once: at most 25 words in a sentence, and no phrase of {@code words/phrases.txt}. For the product's comments
 * the phrases count alone. A fault names file, line, rule and sentence.
 */
class PlainWordsTest {
    private static final PlainWords WORDS = PlainWords.load();

    static List<String> modules() {
        return SourceTree.modules().stream()
                .filter(module -> !SourceTree.NOT_YET.contains(module))
                .toList();
    }

    private static List<String> faultsOf(List<Passage> passages) {
        return passages.stream()
                .flatMap(passage -> WORDS.faultsOf(passage).stream())
                .toList();
    }

    @Test
    void seesEveryModule() {
        assertThat(modules()).contains("telemetry-ingest", "scaler", "src/sidecar", "src/embedded-kafka", "src/fuzz");
        assertThat(SourceTree.modules()).containsAll(SourceTree.NOT_YET);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void messagesAndSettingsArePlain(String module) {
        List<Passage> messages = SourceTree.messagesOf(module);

        assertThat(messages).isNotEmpty();
        assertThat(faultsOf(messages)).isEmpty();
        assertThat(faultsOf(SourceTree.settingsOf(module))).isEmpty();
    }

    static Set<String> modulesWithPlainComments() {
        return SourceTree.PLAIN_COMMENTS;
    }

    @ParameterizedTest
    @MethodSource("modulesWithPlainComments")
    void commentsArePlain(String module) {
        List<Passage> comments = SourceTree.commentsOf(module);

        assertThat(comments).hasSizeGreaterThan(200);
        assertThat(comments.stream().flatMap(comment -> WORDS.phrasesIn(comment).stream()))
                .isEmpty();
    }

    @Test
    void manifestsAndChartsArePlain() {
        List<Passage> texts = SourceTree.manifests();

        assertThat(texts).hasSizeGreaterThan(1_000);
        assertThat(faultsOf(texts)).isEmpty();
    }

    @Test
    void pagesThatPassedStayPlain() {
        List<Passage> pages = SourceTree.pages().stream()
                .filter(passage -> SourceTree.PLAIN_PAGES.contains(passage.file()))
                .toList();

        assertThat(pages).extracting(Passage::file).containsAll(SourceTree.PLAIN_PAGES);
        assertThat(faultsOf(pages)).isEmpty();
    }
}
