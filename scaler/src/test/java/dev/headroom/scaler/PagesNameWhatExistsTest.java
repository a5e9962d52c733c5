// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.slo.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages for newcomers name stands in the code, by that name and in that place: they are the first thing a renaming breaks. */
class PagesNameWhatExistsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = ROOT.resolve("src/docs");

    /** All but the lab, which has words of its own for what it plays. */
    private static final String PRODUCT = "dev/headroom(?!/lab)";

    private static final String PAGE = "architecture.md";

    /** A hall with more doors is no path. */
    private static final int MOST_FILES = 10;

    private static final Pattern STEP = Pattern.compile("(?m)^\\| (\\d+) \\| \\[`(\\w+)`]\\(([^)]+)\\)");
    private static final Pattern LITERAL = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern CAMEL = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b");

    /** For example {@code scaler.plan}, {@code Attributed.Reason}, {@code fleet.LeadTimeProfile.named}. */
    private static final Pattern NAME = Pattern.compile("(?:([a-z]+(?:\\.[a-z]+)*)\\.)?([A-Z]\\w*)((?:\\.\\w+)*)");

    /** For example {@code scaler.plan}; not {@code plan.proto}. */
    private static final Pattern PACKAGE = Pattern.compile("[a-z]+(?:\\.[a-z]+)*\\.(?!proto|md|yaml)[a-z]+");

    private static final Pattern THREAD = Pattern.compile("headroom-[a-z-]+");

    private static final List<String> MODULES =
            List.of("telemetry-ingest", "scaler", "src/lab", "src/sidecar", "src/manifests");

    private static final Map<String, List<Path>> SOURCES = sources();

    @Test
    void thePathHasAtMostTenFilesInOrderAndEachIsThere() throws IOException {
        List<MatchResult> steps = steps();

        assertThat(steps).hasSizeBetween(2, MOST_FILES);
        for (int i = 0; i < steps.size(); i++) {
            Path file = DOCS.resolve(steps.get(i).group(3)).normalize();
            assertThat(steps.get(i).group(1)).isEqualTo(String.valueOf(i + 1));
            assertThat(file).isRegularFile().hasFileName(steps.get(i).group(2) + ".java");
        }
    }

    @Test
    void thePictureNumbersTheSameFiles() throws IOException {
        String picture = picture();

        for (MatchResult step : steps()) {
            assertThat(picture).containsPattern("\\b" + step.group(1) + " " + step.group(2) + "\\b");
        }
    }

    @Test
    void theTypesThatJoinThePathNameItsFilesInTheSameOrder() throws IOException {
        List<String> path = steps().stream().map(step -> step.group(2)).toList();
        List<String> told = new ArrayList<>();
        for (String joint : List.of("TelemetryPipeline", "PlanningCycle", "ExternalScalerService")) {
            String list = listOf(joint);
            path.stream()
                    .filter(type -> list.contains("." + type + "}") || list.contains(" " + type + "}"))
                    .sorted(Comparator.comparingInt(type -> list.indexOf(type + "}")))
                    .filter(type -> !told.contains(type))
                    .forEach(told::add);
        }

        assertThat(told).containsExactlyElementsOf(path);
    }

    @Test
    void whatThePageNamesExists() throws IOException {
        String page = Files.readString(DOCS.resolve(PAGE));
        Set<String> named = new TreeSet<>();
        named.addAll(all(CAMEL, picture()));
        named.addAll(all(LITERAL, page.replaceAll("(?s)```.*?```", "")));
        named.removeAll(calls());

        assertThat(missing(named, PRODUCT)).isEmpty();
        assertThat(all(THREAD, page)).isSubsetOf(threads());
    }

    @Test
    void everySignalStandsOnThePageOfThePolicy() throws IOException {
        String row = Files.readString(DOCS.resolve("slo-policy.md"))
                .lines()
                .filter(line -> line.startsWith("| `objectives[].signal`"))
                .findFirst()
                .orElseThrow();

        for (Signal signal : Signal.values()) {
            assertThat(row).contains("`" + signal.word() + "`");
        }
    }

    @Test
    void newcomersFindThePage() throws IOException {
        assertThat(ROOT.resolve("README.md")).content().contains("(src/docs/" + PAGE + ")");
        assertThat(ROOT.resolve("CONTRIBUTING.md")).content().contains("(src/docs/" + PAGE + ")");
    }

    private static List<MatchResult> steps() throws IOException {
        return STEP.matcher(Files.readString(DOCS.resolve(PAGE))).results().toList();
    }

    private static String picture() throws IOException {
        return Files.readString(DOCS.resolve(PAGE)).split("```", -1)[1];
    }

    /** The list in a type's Javadoc; where it says "this class", that type is meant. */
    private static String listOf(String type) {
        String source = read(SOURCES.getOrDefault(type, List.of()).get(0));
        return source.substring(source.indexOf("<ol>"), source.indexOf("</ol>"))
                .replace("this class", "@link " + type + "}");
    }

    private static Set<String> missing(Set<String> named, String below) {
        return named.stream().filter(name -> !isThere(name, below)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What looks like neither a type nor a package is a path, a command or a file, which others watch over. */
    private static boolean isThere(String name, String below) {
        var type = NAME.matcher(name);
        if (type.matches()) {
            String folder = type.group(1) == null ? "" : type.group(1).replace('.', '/') + "/" + type.group(2);
            List<String> members = Arrays.stream(type.group(3).split("\\.", -1))
                    .filter(member -> !member.isEmpty())
                    .toList();
            return SOURCES.getOrDefault(type.group(2), List.of()).stream()
                    .filter(file -> Pattern.compile(below + "/.*" + folder)
                            .matcher(unix(file))
                            .find())
                    .anyMatch(file -> holds(file, members));
        }
        return !PACKAGE.matcher(name).matches() || isPackage(name, below);
    }

    private static boolean isPackage(String name, String below) {
        Pattern file = Pattern.compile("/" + below + "/" + name.replace('.', '/') + "/package-info.java$");
        return SOURCES.getOrDefault("package-info", List.of()).stream()
                .anyMatch(there -> file.matcher(unix(there)).find());
    }

    private static boolean holds(Path file, List<String> members) {
        String source = read(file);
        return members.stream().allMatch(member -> source.matches("(?s).*\\b" + member + "\\b.*"));
    }

    private static Set<String> calls() throws IOException {
        return Pattern.compile("rpc (\\w+)")
                .matcher(Files.readString(ROOT.resolve("proto/src/main/proto/externalscaler.proto")))
                .results()
                .map(call -> call.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> threads() {
        Set<String> threads = new HashSet<>();
        SOURCES.values().stream()
                .flatMap(List::stream)
                .filter(file -> unix(file).contains("/scaler/src/main/"))
                .forEach(file -> threads.addAll(all(Pattern.compile("(?<=\")headroom-[a-z-]+(?=\")"), read(file))));
        return threads;
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(found.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, List<Path>> sources() {
        return MODULES.stream()
                .flatMap(module -> filesBelow(ROOT.resolve(module).resolve("src")).stream())
                .filter(file -> file.toString().endsWith(".java"))
                .collect(Collectors.groupingBy(
                        file -> file.getFileName().toString().replace(".java", "")));
    }

    private static List<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unix(Path file) {
        return file.toString().replace('\\', '/');
    }
}
