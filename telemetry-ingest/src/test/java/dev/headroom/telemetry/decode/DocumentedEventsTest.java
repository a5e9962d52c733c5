// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The events that the page on gateways shows are events. */
class DocumentedEventsTest {
    private static final Pattern JSON = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    @Test
    void areRead() throws IOException {
        String page = Files.readString(Path.of("..", "src", "docs", "gateways.md"));
        List<byte[]> events = JSON.matcher(page)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replace("```json", "").replace("```", "").getBytes(StandardCharsets.UTF_8))
                .toList();

        RequestObservation completed = only(new NativeEventJsonDecoder().decode(events.get(0)));
        RequestObservation admitted = only(
                new CloudEventsDecoder().decode(events.get(1), name -> Optional.of("application/cloudevents+json")));

        assertThat(completed.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(admitted.phase()).isEqualTo(Phase.ADMITTED);
        assertThat(admitted.id().high()).isEqualTo(completed.id().high());
        assertThat(admitted.arrival()).isEqualTo(completed.arrival());
    }

    private static RequestObservation only(Decoded decoded) {
        assertThat(decoded.skipped()).isEmpty();
        return decoded.observations().get(0);
    }
}
