// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import dev.headroom.manifests.read.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of all modules, and what is declared in them: whether a name that people read is one of the code. */
final class SourceTree {
    /** From the module of this test. */
    private static final Path ROOT = Path.of("../..");

    private static final Set<String> NO_SOURCES = Set.of(".git", "target", "node_modules", "dist");
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");
    private static final Pattern TYPE = Pattern.compile("[A-Z]\\w*[a-z]\\w*");

    /** Paths from the root, with slashes; folders end with one. */
    private final List<String> paths = new ArrayList<>();

    /** Java files by the types that they declare, nested ones as well. */
    private final Map<String, List<String>> byType = new TreeMap<>();

    private SourceTree() {}

    static SourceTree read() {
        SourceTree tree = new SourceTree();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (NO_SOURCES.contains(folder.getFileName().toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    tree.paths.add(pathOf(folder) + "/");
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    tree.add(pathOf(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    private static String pathOf(Path path) {
        return ROOT.relativize(path).toString().replace('\\', '/');
    }

    private void add(String path) {
        paths.add(path);
        if (path.endsWith(".java")) {
            for (Matcher declared = DECLARATION.matcher(text(path)); declared.find(); ) {
                byType.computeIfAbsent(declared.group(1), type -> new ArrayList<>())
                        .add(path);
            }
        }
    }

    /** What a file holds. */
    static String text(String path) {
        return YamlText.read(ROOT.resolve(path));
    }

    /** Main source files whose type has the simple name of a type in another package, by that name. */
    Map<String, List<String>> namesThatOccurTwice() {
        Map<String, List<String>> files = new TreeMap<>();
        paths.stream()
                .filter(path -> path.contains("/src/main/java/") && path.endsWith(".java"))
                .filter(path -> !path.endsWith("/package-info.java"))
                .forEach(path -> files.computeIfAbsent(
                                path.substring(path.lastIndexOf('/') + 1), name -> new ArrayList<>())
                        .add(path));
        files.values().removeIf(places -> places.size() == 1);
        return files;
    }

    /** Files by the end of their name, sorted. */
    List<String> files(String ending) {
        return paths.stream().filter(path -> path.endsWith(ending)).sorted().toList();
    }

    /** Whether it is a file or a folder, by its whole path; the root is an empty one. */
    boolean isPath(String path) {
        return paths.contains(path) || paths.contains(path + "/");
    }

    /** Whether it is a file or a folder, by its whole path or the end of it. */
    boolean hasPath(String name) {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return paths.stream()
                .map(each -> each.endsWith("/") ? each.substring(0, each.length() - 1) : each)
                .anyMatch(each -> each.equals(path) || each.endsWith("/" + path));
    }

    /** Whether it is a type, a package or what a type holds, as people write it: the end of its full name, {@code plan.Reason.Stage}. */
    boolean hasName(String name) {
        List<String> parts = List.of(name.split("\\.", -1));
        Optional<String> type =
                parts.stream().filter(part -> TYPE.matcher(part).matches()).findFirst();
        if (type.isEmpty()) {
            return hasPackage(parts);
        }
        int at = parts.indexOf(type.get());
        List<String> within = parts.subList(at + 1, parts.size());
        return byType.getOrDefault(type.get(), List.of()).stream()
                .filter(file -> isIn(file, parts.subList(0, at)))
                .anyMatch(file -> within.stream().allMatch(member -> holds(file, member)));
    }

    private boolean hasPackage(List<String> parts) {
        String ending = "/" + String.join("/", parts) + "/";
        return paths.stream().anyMatch(path -> path.contains("/java/") && path.endsWith(ending));
    }

    private static boolean isIn(String file, List<String> packages) {
        return packages.isEmpty()
                || file.substring(0, file.lastIndexOf('/')).endsWith("/" + String.join("/", packages));
    }

    /** A type that it declares; a constant or a method where the name stands in it. */
    private boolean holds(String file, String member) {
        return TYPE.matcher(member).matches()
                ? byType.getOrDefault(member, List.of()).contains(file)
                : Pattern.compile("\\b" + Pattern.quote(member) + "\\b")
                        .matcher(text(file))
                        .find();
    }

    /** Whether Maven knows a module by that name. */
    boolean hasModule(String name) {
        return paths.stream()
                .filter(path -> path.endsWith("pom.xml"))
                .anyMatch(pom -> text(pom).contains("<artifactId>" + name + "</artifactId>"));
    }

    /** Types whose name fits a pattern of Maven's {@code -Dtest}. */
    boolean hasTest(String pattern) {
        return Stream.of(pattern.split(",", -1))
                .allMatch(each -> byType.keySet().stream().anyMatch(type -> type.matches(each.replace("*", ".*"))));
    }
}
