// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EveryFindingHasALineInTheDocsTest {
    private static final Pattern LINE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (problem|warning) \\| \\S.*\\|$");

    @Test
    void inTheOrderOfTheCodesAndAsGrave() throws IOException {
        List<String> written = LINE.matcher(Files.readString(Path.of("../src/docs/doctor.md")))
                .results()
                .map(line -> line.group(1) + " " + line.group(2))
                .toList();

        assertThat(written)
                .isEqualTo(Arrays.stream(FindingCode.values())
                        .map(code -> code.word() + " " + code.severity().word())
                        .toList());
    }
}
