// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the sidecar has a row for each of its metrics, and no other. */
class SidecarMetricsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path NAMES =
            ROOT.resolve("src/sidecar/src/main/java/dev/headroom/sidecar/metrics/SidecarMeterNames.java");
    private static final Pattern NAME = Pattern.compile("String \\w+ = \"(headroom[a-z.]+)\"");

    /** Prometheus puts the unit and the kind at the end. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(headroom_sidecar_[a-z_]+?)(?:_total|_seconds)?` \\| ");

    private static Set<String> all(Pattern pattern, Path file) {
        Set<String> found = new TreeSet<>();
        for (Matcher one = pattern.matcher(YamlText.read(file)); one.find(); ) {
            found.add(one.group(1).replace('.', '_'));
        }
        return found;
    }

    @Test
    void eachStandsOnThePage() {
        assertThat(all(ROW, ROOT.resolve("src/docs/sidecar.md"))).isEqualTo(all(NAME, NAMES));
    }
}
