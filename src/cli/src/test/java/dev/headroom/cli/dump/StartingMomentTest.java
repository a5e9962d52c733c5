// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.file.BadInputException;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartingMomentTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00Z, 2026-11-24T10:00:00Z",
        "2026-11-24T12:00:00+02:00, 2026-11-24T10:00:00Z",
        "90m, 2026-11-24T10:30:00Z",
        "1h30m, 2026-11-24T10:30:00Z",
        "2d, 2026-11-22T12:00:00Z",
        "1d12h, 2026-11-23T00:00:00Z",
        "PT45S, 2026-11-24T11:59:15Z"
    })
    void isAnInstantOrATimeBack(String text, Instant expected) {
        assertThat(StartingMoment.of(text, NOW)).hasValue(expected.toEpochMilli());
    }

    @Test
    void isTheBeginningWhenAsked() {
        assertThat(StartingMoment.of("Earliest", NOW)).isEqualTo(OptionalLong.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-11-24", "10", "1w", "2026-13-01T00:00:00Z"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> StartingMoment.of(text, NOW))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "--from must be 'earliest', an instant like 2026-11-24T10:00:00Z or a time back like 1h30m, was '"
                                + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T12:00:01Z", "-5m"})
    void refusesTheFuture(String text) {
        assertThatThrownBy(() -> StartingMoment.of(text, NOW))
                .hasMessage("--from must not be in the future, was '" + text + "'");
    }
}
