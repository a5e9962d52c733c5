// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.manifests.read.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of all pages: a page that it leaves out is found by chance alone. */
class DocsIndexTest {
    private static final Path DOCS = Path.of("../../src/docs");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[[^\\]]+]\\(([\\w-]+\\.md)\\) \\| \\S");

    @Test
    void namesEveryPageOnceWithItsContent() throws IOException {
        List<String> named = ROW.matcher(YamlText.read(DOCS.resolve("README.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(named).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(named)).isEqualTo(pages());
    }

    @Test
    void goesFromTheStartToTheInside() {
        assertThat(SECTION.matcher(YamlText.read(DOCS.resolve("README.md")))
                        .results()
                        .map(section -> section.group(1)))
                .containsExactly("Start", "Concepts", "How-to", "Reference", "Runbooks", "Internals");
    }

    private static Set<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
