// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.fleet.SiteReading;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DemoTableTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Promise PROMISE = new Promise(0.8, 0.030, 20);
    private static final SiteReading BUSY = new SiteReading(
            85.04,
            420,
            BySignal.of(signal -> switch (signal) {
                case TTFT -> 0.0912;
                case ITL -> 0.0314;
                case E2E -> 7.26;
            }),
            6,
            8);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void printsAHeadAndALineAndMarksWhatIsOver() {
        table(false).line("3/7  42%", NOON, BUSY, "demand");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                           story  time UTC  arrivals in flight   ttft<=800ms    itl<=30ms    e2e<=20s  ready  desired  because
                        3/7  42%  12:00:00      85.0       420            91        31.4!         7.3      6        8  demand
                        """);
    }

    @Test
    void usesColourWhereItMay() {
        table(true).line("3/7  42%", NOON, BUSY, "");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\u001b[31m        31.4\u001b[0m");
    }

    @Test
    void showsWhatIsNotKnownAsADash() {
        table(false).line("3/7  42%", NOON, new SiteReading(0, 0, BySignal.of(signal -> Double.NaN), 1, 1), "");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith("12:00:00       0.0         0             -            -           -      1        1"
                        + System.lineSeparator());
    }

    private DemoTable table(boolean colour) {
        return new DemoTable(new PrintStream(bytes, true, StandardCharsets.UTF_8), PROMISE, colour);
    }
}
