// SPDX-License-Identifier: Apache-2.0
package dev.headroom.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzFiguresTest {
    @Test
    void theLastLineThatTellsOfCoverageCounts() {
        List<String> log = List.of(
                "INFO: Instrumented dev.headroom.scaler.document.Section (took 83 ms, size +11%)",
                "#553\tNEW    cov: 1698 ft: 6077 corp: 91/17Kb lim: 466 exec/s: 110 rss: 816Mb L: 30/466 MS: 2",
                "#43905\tDONE   cov: 2089 ft: 8238 corp: 532/114Kb lim: 466 exec/s: 1070 rss: 777Mb",
                "Done 43905 runs in 41 second(s)");

        assertEquals(new FuzzFigures(43_905, 2_089, 8_238, 532), FuzzFigures.read(log));
    }

    @Test
    void aFuzzerThatJudgedNothingHasNoFigures() {
        assertEquals(new FuzzFigures(0, 0, 0, 0), FuzzFigures.read(List.of("Exception in thread \"main\"")));
    }
}
