// SPDX-License-Identifier: Apache-2.0
package dev.headroom.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bills of materials that this build made of the two images. */
class ShippedPartsTest {
    /** Those that ask no more of whoever ships an image than to keep notices, and to name where unchanged sources are. */
    private static final Set<String> MAY_BE_SHIPPED = Set.of(
            "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-1.0", "EPL-2.0", "MIT", "MIT-0", "UPL-1.0");

    @ParameterizedTest
    @ValueSource(strings = {"../../scaler", "../sidecar"})
    void haveALicenceUnderWhichTheyMayBeShipped(String module) throws IOException {
        List<Part> parts = partsOf(module);
        writeThirdParties(module, parts);

        assertThat(parts).isNotEmpty();
        assertThat(parts)
                .filteredOn(part -> part.licences().stream().noneMatch(MAY_BE_SHIPPED::contains))
                .as("parts without a licence of %s", MAY_BE_SHIPPED)
                .extracting(part -> part + " " + part.licences())
                .isEmpty();
    }

    /** Quarkus brings parts that Maven's own tree does not hold, so the folder that the image copies is the truth. */
    @ParameterizedTest
    @ValueSource(strings = {"../../scaler", "../sidecar"})
    void areAllInTheBill(String module) throws IOException {
        List<String> known = partsOf(module).stream()
                .map(part -> part.name().replace(':', '.') + "-" + part.version())
                .toList();

        try (Stream<Path> files = Files.walk(Path.of(module, "target", "quarkus-app", "lib"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".jar"))
                            .filter(file -> !file.startsWith("dev.headroom.")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(known).anyMatch(file::startsWith));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../scaler", "../sidecar"})
    void areNamedByNoAdvisoryThatNobodyLookedAt(String module) throws IOException {
        String place = System.getProperty("headroom.advisories", "");
        if (place.isBlank()) {
            notDone("Advisories were NOT checked for " + nameOf(module) + ": -Dheadroom.advisories names no file.");
        }
        Set<String> lookedAt = lookedAt();
        List<Advisory> advisories = Advisories.read(Path.of(place));
        List<Part> parts = partsOf(module);
        System.out.printf(
                "Advisories were checked for %s: %d parts, %d advisories.%n",
                nameOf(module), parts.size(), advisories.size());

        assertThat(parts.stream()
                        .flatMap(part -> advisories.stream()
                                .filter(advisory -> advisory.concerns(part) && !advisory.isAmong(lookedAt))
                                .map(advisory -> part + ": " + advisory.id() + " " + advisory.aliases() + " "
                                        + advisory.summary())))
                .as("take a version that mends it, or say in accepted.properties why it does not concern us")
                .isEmpty();
    }

    private static Set<String> lookedAt() throws IOException {
        Properties accepted = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("accepted.properties"))) {
            accepted.load(file);
        }
        return accepted.stringPropertyNames();
    }

    /** A bill that is older than the image's folder is of another build: this one was offline. */
    private static List<Part> partsOf(String module) throws IOException {
        Path bill = Path.of(module, "target", nameOf(module) + ".cdx.json");
        Path image = Path.of(module, "target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(bill) || Files.getLastModifiedTime(bill).compareTo(Files.getLastModifiedTime(image)) < 0) {
            notDone("The parts of " + nameOf(module)
                    + " were NOT looked at: no bill of materials, which verify makes only online.");
        }
        return Bill.read(bill);
    }

    private static String nameOf(String module) {
        return "headroom-" + Path.of(module).getFileName();
    }

    /** Said where people look, for a skipped test hides its reason in a report. */
    private static void notDone(String sentence) {
        System.out.println(sentence);
        abort(sentence);
    }

    private static void writeThirdParties(String module, List<Part> parts) throws IOException {
        Stream<String> head = Stream.of(
                "# What " + nameOf(module) + " holds that others wrote",
                "",
                "| part | version | licence |",
                "|---|---|---|");
        Stream<String> rows = parts.stream()
                .map(part ->
                        "| " + part.name() + " | " + part.version() + " | " + String.join(", ", part.licences()) + " |")
                .sorted();
        Files.write(
                Path.of("target", nameOf(module) + "-third-party.md"),
                Stream.concat(head, rows).toList());
    }
}
