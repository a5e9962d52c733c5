// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headroom.scaler.edge.grpc.TriggerMetadata.BadMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the trigger's keys has each key that a trigger may have, and no other. */
class TriggerKeysPageTest {
    private static final Path PAGE = Path.of("../src/docs/operating.md");
    private static final String SECTION = "## Trigger keys";
    private static final Pattern KNOWN = Pattern.compile("known are (.+?), was ");
    private static final Pattern KEY = Pattern.compile("`(\\w+)`");

    /** KEDA's own, without which no trigger works. */
    private static final String ADDRESS = "scalerAddress";

    @Test
    void theTableHasEachKeyThatIsKnown() throws IOException {
        List<String> told = Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.equals(SECTION))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> KEY.matcher(cell).results().map(key -> key.group(1)))
                .filter(key -> !key.equals(ADDRESS))
                .toList();

        assertThat(told).containsExactlyInAnyOrderElementsOf(known());
    }

    /** Whoever writes a key that is not known is told which are. */
    private static List<String> known() {
        BadMetadata refusal =
                catchThrowableOfType(BadMetadata.class, () -> TriggerMetadata.parse(Map.of("unheardOf", "1")));
        Matcher sentence = KNOWN.matcher(refusal.sentence());
        assertThat(sentence.find()).as(refusal.sentence()).isTrue();
        return List.of(sentence.group(1).split(", ", -1));
    }
}
