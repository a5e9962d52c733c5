// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A link from page to page leads to a file that is there, and to a heading of it. Links to other hosts are not followed. */
class LinksOfPagesTest {
    private static final SourceTree TREE = SourceTree.read();

    private static List<String> dead(String text) {
        Map<String, String> pages =
                Map.of("src/docs/tour.md", text, "src/docs/kafka.md", "# Kafka\n\n## Two `words`, and more\n");
        return new PageLinks(TREE, pages::get).dead("src/docs/tour.md");
    }

    @Test
    void noLinkIsDead() {
        PageLinks links = new PageLinks(TREE, SourceTree::text);
        List<String> pages = TREE.files(".md");

        assertThat(pages)
                .contains("README.md", "CHANGELOG.md", "src/docs/README.md", "deploy/helm/headroom/README.md")
                .anyMatch(page -> page.startsWith("src/docs/designs/"));
        assertThat(pages).flatExtracting(links::dead).isEmpty();
    }

    @Test
    void aDeadLinkIsFoundWithItsLine() {
        assertThat(dead("# Tour\n\nSee [a](no.md) and [b](../../no/),\n[c](kafka.md#no) or [d](#no).\n"))
                .containsExactly(
                        "src/docs/tour.md:3: no.md leads to src/docs/no.md, which is not there",
                        "src/docs/tour.md:3: ../../no/ leads to no, which is not there",
                        "src/docs/tour.md:4: kafka.md#no leads to no heading of src/docs/kafka.md",
                        "src/docs/tour.md:4: #no leads to no heading of src/docs/tour.md");
    }

    @Test
    void aLinkThatLeadsSomewhereIsNone() {
        assertThat(dead("""
                        # Tour [of](kafka.md)

                        ## Step

                        ## Step

                        [a](kafka.md#two-words-and-more), [b](#step-1), [c](#tour-of), [d](../../deploy/), [e](./kafka.md),
                        [f](https://example.org/no.md) and `[g](no.md)`.

                        ```text
                        [h](no.md)
                        ## No heading
                        ```
                        """)).isEmpty();
    }
}
