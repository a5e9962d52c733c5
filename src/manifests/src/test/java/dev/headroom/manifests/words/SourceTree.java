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
    /** Design pages are dated, and never rewritten. */
    static final String DESIGNS = "src/docs/designs/";

    /** Results that a former wording printed. They stay as they were printed; later results keep the rules. */
    static final Set<String> FORMER_RESULTS = Set.of(
            "src/docs/results/2026-11-30-days-before/results.md",
            "src/docs/results/2026-12-01-chaos.md",
            "src/docs/results/2026-12-01-days/results.md",
            "src/docs/results/2026-12-01-days-24h/results.md",
            "src/docs/results/2026-12-01-days-24h-all/results.md",
            "src/docs/results/2026-12-01-days-tuned/results.md");

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

    /** Comments and failures of the script that starts the command line. */
    static List<Passage> launcher() {
        return passages("", "/headroom", TemplateTexts::of);
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
                        passages("deploy/helm/headroom/schemas", ".json", ValueTexts::of),
                        passages("deploy/helm/headroom/rules", ".yaml", ValueTexts::of))
                .flatMap(List::stream)
                .toList();
    }

    /** The prose of all pages that keep the rules: README, changelog, documents, charts' and folders' own pages. */
    static List<Passage> pages() {
        return passages("", ".md", PageTexts::of).stream()
                .filter(passage -> !passage.file().startsWith(DESIGNS) && !FORMER_RESULTS.contains(passage.file()))
                .toList();
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
