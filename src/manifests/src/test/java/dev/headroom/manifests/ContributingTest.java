// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING says where things go: what it names is there. */
class ContributingTest {
    private static final String FILE = "CONTRIBUTING.md";
    private static final SourceTree TREE = SourceTree.read();
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
    private static final Pattern TESTS = Pattern.compile("-Dtest='?([^\\s']+)");
    private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");

    /** The section whose table says of each file what a format has put there. */
    private static final String EXAMPLE = "### A telemetry format, by example";

    private static List<String> rows() {
        return SourceTree.text(FILE)
                .lines()
                .filter(line -> line.startsWith("|"))
                .toList();
    }

    private static Stream<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(found -> found.group(1));
    }

    private static List<String> rowsOfTheExample() {
        return SourceTree.text(FILE)
                .lines()
                .dropWhile(line -> !line.equals(EXAMPLE))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| ["))
                .toList();
    }

    private static boolean isThere(String name) {
        if (name.contains("target/")) {
            return true; // What a build writes.
        }
        boolean isFile = name.contains("/") || name.matches(".*\\.(proto|yaml|json|md|properties)");
        return isFile ? TREE.hasPath(name) : TREE.hasName(name);
    }

    @Test
    void everyNameInItsTablesIsOneOfTheCode() {
        List<String> unknown = rows().stream()
                .filter(row -> !rowsOfTheExample().contains(row))
                .flatMap(ContributingTest::quoted)
                .filter(name -> !name.contains(" "))
                .filter(name -> !isThere(name))
                .toList();

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyCommandInItsTablesNamesTestsAndModulesThatAreThere() {
        List<String> commands = rows().stream()
                .flatMap(ContributingTest::quoted)
                .filter(name -> name.startsWith("./mvnw"))
                .toList();
        List<String> modules = commands.stream()
                .flatMap(command -> MODULES.matcher(command).results())
                .flatMap(found -> Stream.of(found.group(1).split(",", -1)))
                .map(module -> module.substring(1))
                .toList();

        assertThat(modules).isNotEmpty().allMatch(TREE::hasModule);
        assertThat(commands.stream()
                        .flatMap(command -> TESTS.matcher(command).results())
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .allMatch(TREE::hasTest);
    }

    @Test
    void everyLinkLeadsToAFile() {
        assertThat(LINK.matcher(SourceTree.text(FILE)).results().map(found -> found.group(1)))
                .isNotEmpty()
                .filteredOn(link -> !link.contains("://"))
                .allMatch(TREE::hasPath);
    }

    /** At most four files, and each of them holds what the example says. */
    @Test
    void theExampleOfAFormatIsAsTheCodeIs() {
        List<String> example = rowsOfTheExample();

        assertThat(example).isNotEmpty().hasSizeLessThanOrEqualTo(4);
        assertThat(example).allSatisfy(row -> {
            Matcher link = LINK.matcher(row);
            assertThat(link.find()).isTrue();
            String file = SourceTree.text(link.group(1));
            assertThat(quoted(row.substring(link.end()))).isNotEmpty().allMatch(file::contains);
        });
    }

    @Test
    void aNameThatIsNotThereIsFound() {
        assertThat(Stream.of(
                        "IngestWiring",
                        "telemetry.decode",
                        "FuzzTarget.judge",
                        "Attributed.Reason",
                        "plan.proto",
                        "src/fuzz",
                        "fleet.ClusterFault"))
                .allMatch(ContributingTest::isThere);
        assertThat(Stream.of(
                        "IngestWirings",
                        "telemetry.decoders",
                        "FuzzTarget.acquit",
                        "plans.proto",
                        "src/fuzzy",
                        "fleets.Fault",
                        "Attributed.Reasons"))
                .noneMatch(ContributingTest::isThere);
    }
}
