// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the model of step times says, number by number. Whatever moves one by more than a thousandth of a percent moves answers: it is a
 * change of the model, made on purpose, and this table changes with it.
 */
class PinnedFiguresTest {
    private static final double A_THOUSANDTH = 1e-3;

    private static final Map<String, List<String>> PINNED = pinned();

    static List<CapacityFigures.Scene> scenes() {
        return CapacityFigures.scenes();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void saysWhatTheTableSays(CapacityFigures.Scene scene) {
        List<String> pinned = PINNED.get(scene.name());

        List<String> rows = scene.rows();

        assertThat(rows).hasSameSizeAs(pinned);
        for (int row = 0; row < rows.size(); row++) {
            double[] now = figures(rows.get(row));
            double[] then = figures(pinned.get(row));
            assertThat(now).hasSameSizeAs(then);
            for (int i = 0; i < now.length; i++) {
                assertThat(now[i])
                        .as("figure %d of %s", i, pinned.get(row))
                        .isCloseTo(then[i], withPercentage(A_THOUSANDTH));
            }
        }
    }

    private static double[] figures(String row) {
        return Arrays.stream(row.split(",", -1))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static Map<String, List<String>> pinned() {
        try (InputStream in = PinnedFiguresTest.class.getResourceAsStream("/capacity/pinned-figures.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .collect(Collectors.groupingBy(row -> row.substring(0, row.indexOf(','))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
