// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.ServerReading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whether the lab's servers say how large their caches are, as vLLM's do. */
class ServersThatStateLimitsTest {
    private static final int SECONDS = 20;

    @Test
    void sayHowLargeTheirCacheIs() {
        assertThat(readingsWith(HeadroomOptions.defaults(1)))
                .isNotEmpty()
                .allSatisfy(reading -> assertThat(reading.limits().kvTokens()).hasValue(400_000));
    }

    @Test
    void mayBeMadeToSayNothing() {
        assertThat(readingsWith(HeadroomOptions.defaults(1).withoutStatedLimits()))
                .isNotEmpty()
                .extracting(reading -> reading.limits().kvTokens())
                .containsOnly(OptionalLong.empty());
    }

    private static List<ServerReading> readingsWith(HeadroomOptions options) {
        List<ServerReading> readings = new ArrayList<>();
        HeadroomPolicy policy = new HeadroomPolicy(
                Episode.documents(1, 12),
                options,
                record -> readings.addAll(
                        record.topic().decoder().decode(record.value()).readings()));
        new Episode(Collections.emptyIterator(), 2, policy).runTo(SECONDS);
        return readings;
    }
}
