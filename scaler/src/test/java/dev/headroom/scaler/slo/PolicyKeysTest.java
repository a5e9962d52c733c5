// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.document.Fault;
import dev.headroom.scaler.document.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A key that the reader knows is told to users, and stands in the document that tests read. */
class PolicyKeysTest {
    private static final Path PAGE = Path.of("../src/docs/slo-policy.md");
    /** Known only to be refused with a sentence of their own. */
    private static final Set<String> REFUSED = Set.of("roles", "schedules");

    private static final String UNHEARD_OF = "unheardOf";
    private static final Pattern KNOWN = Pattern.compile("is not a known key; known are (.+?)(; did you mean .*)?");

    @Test
    void everyKeyStandsInThePageAboutPolicies() throws IOException {
        String page = Files.readString(PAGE);

        // A section is told of by the keys within it.
        Set<String> sections = new TreeSet<>();
        knownKeys().forEach(key -> sections.add(key.substring(0, Math.max(0, key.lastIndexOf('.')))));
        assertThat(knownKeys())
                .hasSizeGreaterThan(20)
                .filteredOn(key -> !sections.contains(key) && !sections.contains(key + "[]"))
                .allSatisfy(key -> assertThat(page).contains("\n| `" + key + "` |"));
    }

    @Test
    void everyKeyStandsInTheDocumentThatHasEveryKey() {
        assertThat(knownKeys())
                .extracting(key -> key.substring(key.lastIndexOf('.') + 1) + ":")
                .allSatisfy(key -> assertThat(EveryKey.OF_A_POLICY).contains(key));
    }

    /** Whoever writes a key that is not known is told which are; so the reader itself says them all, section by section. */
    private static Set<String> knownKeys() {
        String wrong = EveryKey.OF_A_POLICY.replace("{ ", "{ " + UNHEARD_OF + ": 1, ") + UNHEARD_OF + ": 1\n";
        List<Fault> faults = SloPolicyReader.read(wrong, new DocumentName("llm", "chat"))
                .fold(valid -> List.of(), Parsed.Invalid::faults);
        Set<String> keys = new TreeSet<>();
        for (Fault fault : faults) {
            Matcher known = KNOWN.matcher(fault.rule());
            assertThat(known.matches()).as(fault.sentence()).isTrue();
            String section = fault.key()
                    .substring(0, fault.key().length() - UNHEARD_OF.length())
                    .replaceAll("\\[\\d+]", "[]");
            for (String key : known.group(1).split(", ", -1)) {
                if (!REFUSED.contains(key)) {
                    keys.add(section + key);
                }
            }
        }
        return keys;
    }
}
