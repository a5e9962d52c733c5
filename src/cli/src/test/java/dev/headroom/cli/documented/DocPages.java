// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.documented;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The pages for readers; dated pages and results are not rewritten when a command changes, so they are left out. */
final class DocPages {
    /** From the module of this test. */
    static final Path ROOT = Path.of("../..");

    private static final Pattern PAGE =
            Pattern.compile("[^/]+\\.md|src/docs/[^/]+\\.md|deploy/.+\\.md|src/[^/]+/[^/]+\\.md");

    /** What users are told of each change; its lines are of their day. */
    private static final String CHANGES = "CHANGELOG.md";

    private static final Set<String> NO_SOURCES = Set.of(".git", "target", "node_modules", "dist");
    private static final List<String> FILES = List.copyOf(read());

    private DocPages() {}

    /** Paths from the root, sorted. */
    static List<String> all() {
        return files().stream()
                .filter(path -> PAGE.matcher(path).matches() && !path.equals(CHANGES))
                .toList();
    }

    /** What a page holds. */
    static String text(String page) {
        try {
            return Files.readString(ROOT.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reading finds on all pages, in their order. */
    static <T> List<T> each(Function<String, List<T>> read) {
        return all().stream().flatMap(page -> read.apply(page).stream()).toList();
    }

    /** Source files: paths from the root, with slashes, sorted. */
    static List<String> files() {
        return FILES;
    }

    private static List<String> read() {
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NO_SOURCES.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(ROOT.relativize(file).toString().replace('\\', '/'));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }
}
