// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RustDurationTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            1.234567891s,      1234567891
            12.345678ms,       12345678
            450.123\u00B5s,    450123
            450.123\u03BCs,    450123
            450.123us,         450123
            87ns,              87
            0ns,               0
            3600s,             3600000000000
            """)
    void readsEveryUnit(String text, long nanos) {
        assertThat(RustDuration.parse(text)).hasValue(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "s", "1", "1.s", ".5s", "-1s", "+1s", "1e3s", "1 s", "1s ", "1m", "1,5s", "NaNs", "1.2.3s"})
    void takesNothingElseForADuration(String text) {
        assertThat(RustDuration.parse(text)).isEmpty();
    }

    /** Rust shows as many decimals as it takes. */
    @Property
    void readsWhatRustPrints(@ForAll @LongRange(min = 0, max = 10_000_000_000_000L) long nanos) {
        String text = "%d.%09ds".formatted(nanos / 1_000_000_000L, nanos % 1_000_000_000L);

        assertThat(RustDuration.parse(text)).hasValue(Duration.ofNanos(nanos));
    }
}
