// SPDX-License-Identifier: Apache-2.0
package dev.headroom.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invented advisories about invented parts. */
class AdvisoryTest {
    private static final Path FOLDER = Path.of("src/test/resources/advisories");

    private static List<String> about(String name, String version) {
        Part part = new Part(name, version, List.of());
        return Advisories.read(FOLDER).stream()
                .filter(advisory -> advisory.concerns(part))
                .map(Advisory::id)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "4.1.99.Final, false", "4.1.100.Final, true", "4.1.134.Final, true", "4.1.135.Final, false",
        "4.2.0.Final, true", "4.2.8.Final, true", "4.2.9.Final, false", "4.1.135.Final-redhat-1, false"
    })
    void concernsVersionsFromTheOneThatBroughtTheFaultToTheOneThatMendedIt(String version, boolean concerned) {
        assertThat(about("org.example:codec", version)).isEqualTo(concerned ? List.of("TEST-1") : List.of());
    }

    @Test
    void concernsSingleVersionsThatItNames() {
        assertThat(about("org.example:single", "1.0")).containsExactly("TEST-2");
        assertThat(about("org.example:single", "1.1")).isEmpty();
    }

    @Test
    void concernsEveryVersionWhereNothingMendedIt() {
        assertThat(about("org.example:abandoned", "99")).containsExactly("TEST-3");
    }

    @Test
    void countsNothingThatWasWithdrawnOrIsOfAnotherEcosystem() {
        assertThat(about("org.example:withdrawn", "1.0")).isEmpty();
        assertThat(about("org.example:python", "1.0")).isEmpty();
    }

    @Test
    void isKnownByItsAliasesToo() {
        Advisory advisory = Advisories.read(FOLDER).stream()
                .filter(one -> one.id().equals("TEST-1"))
                .findFirst()
                .orElseThrow();

        assertThat(advisory.isAmong(Set.of("CVE-0000-0001"))).isTrue();
        assertThat(advisory.isAmong(Set.of("CVE-0000-0002"))).isFalse();
    }

    @Test
    void readsAZipFileAsAFolder(@TempDir Path folder) throws IOException {
        Path zip = folder.resolve("all.zip");
        try (FileSystem file = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.copy(FOLDER.resolve("TEST-1.json"), file.getPath("/TEST-1.json"));
        }

        assertThat(Advisories.read(zip)).extracting(Advisory::id).containsExactly("TEST-1");
    }
}
