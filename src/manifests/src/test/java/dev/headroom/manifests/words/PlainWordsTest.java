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
        return SourceTree.modules();
    }

    private static void assertPlain(List<Passage> passages) {
        assertThat(passages.stream()
                        .flatMap(passage -> WORDS.faultsOf(passage).stream())
                        .toList())
                .as("sentences that break the rule of plain English in CONTRIBUTING.md, Habits")
                .isEmpty();
    }

    @Test
    void seesEveryModule() {
        assertThat(modules())
                .contains("telemetry-ingest", "scaler", "src/sidecar", "src/cli", "src/lab", "src/benchmarks")
                .contains("src/embedded-kafka", "src/fuzz");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void messagesAndSettingsArePlain(String module) {
        List<Passage> messages = SourceTree.messagesOf(module);

        assertThat(messages).isNotEmpty();
        assertPlain(messages);
        assertPlain(SourceTree.settingsOf(module));
    }

    @Test
    void theLauncherIsPlain() {
        List<Passage> texts = SourceTree.launcher();

        assertThat(texts).extracting(Passage::file).containsOnly("headroom");
        assertPlain(texts);
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
        assertPlain(texts);
    }

    @Test
    void pagesArePlain() {
        List<Passage> pages = SourceTree.pages();

        assertThat(pages)
                .extracting(Passage::file)
                .contains("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "src/docs/install.md")
                .contains("deploy/helm/headroom/README.md", "src/docs/results/2026-12-01-faults.md");
        assertPlain(pages);
    }
}
