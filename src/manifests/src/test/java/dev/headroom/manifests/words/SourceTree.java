// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import dev.headroom.manifests.read.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The repository's files by kind. */
final class SourceTree {
    /** Modules whose messages do not keep the rules yet. Remove a module when its faults are gone. */
    static final Set<String> NOT_YET = Set.of("src/lab", "src/benchmarks");

    /** Pages that keep the rules. Add a page when its faults are gone. */
    static final Set<String> PLAIN_PAGES =
            Set.of("src/docs/results/2026-12-01-faults.md", "src/docs/results/2026-12-01-learn.md");

    /** Modules whose comments keep the rules, too: the product. */
    static final Set<String> PLAIN_COMMENTS = Set.of("telemetry-ingest", "scaler", "src/sidecar");

    private static final Path ROOT = Path.of("../..");
    private static final Set<String> SKIPPED = Set.of("target", "node_modules");

    private SourceTree() {}

    /** String literals and settings' descriptions of one module's main sources. */
    static List<Passage> messagesOf(String module) {
        return passages(module + "/src/main/java", ".java", JavaTexts::of);
    }

    /** Comments and Javadoc of one module's main sources. */
    static List<Passage> commentsOf(String module) {
        return passages(module + "/src/main/java", ".java", JavaComments::of);
    }

    /** Comments of one module's settings. */
    static List<Passage> settingsOf(String module) {
        return passages(module + "/src/main/resources", "application.properties", CommentTexts::of);
    }

    /** Comments, descriptions, notes and failures of all manifests and charts. */
    static List<Passage> manifests() {
        return Stream.of(
                        passages("deploy", ".yaml", TemplateTexts::of),
                        passages("deploy", ".tpl", TemplateTexts::of),
                        passages("deploy", "Dockerfile", CommentTexts::of),
                        passages("deploy", "Dockerfile.sidecar", CommentTexts::of),
                        passages("deploy", "NOTES.txt", TemplateTexts::ofNotes),
                        passages("deploy", "values.schema.json", ValueTexts::of),
                        passages("deploy/helm/headroom/dashboards", ".json", ValueTexts::of),
                        passages("deploy/helm/headroom/rules", ".yaml", ValueTexts::of))
                .flatMap(List::stream)
                .toList();
    }

    /** The prose of all pages: README, changelog, documents, charts' and folders' own pages. */
    static List<Passage> pages() {
        return passages("", ".md", PageTexts::of);
    }

    /** Every folder with main sources, as the path from the root. */
    static List<String> modules() {
        return files(ROOT).stream()
                .map(file -> ROOT.relativize(file).toString())
                .filter(file -> file.contains("/src/main/java/"))
                .map(file -> file.substring(0, file.indexOf("/src/main/java/")))
                .distinct()
                .toList();
    }

    private static List<Passage> passages(String folder, String end, Reader reader) {
        return files(ROOT.resolve(folder)).stream()
                .filter(file -> file.toString().endsWith(end))
                .flatMap(file -> reader.read(ROOT.relativize(file).toString(), YamlText.read(file)).stream())
                .toList();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        for (Path part : ROOT.relativize(file)) {
                            if (SKIPPED.contains(part.toString())
                                    || part.toString().startsWith(".")) {
                                return false;
                            }
                        }
                        return true;
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds the texts of a file. */
    @FunctionalInterface
    interface Reader {
        List<Passage> read(String file, String source);
    }
}
