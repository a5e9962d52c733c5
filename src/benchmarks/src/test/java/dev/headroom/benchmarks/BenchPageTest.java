// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks;

import dev.headroom.lab.command.CommandLines;
import dev.headroom.lab.command.CommandPage;
import dev.headroom.telemetry.page.MadePart;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the command line tells of the benchmarks as they tell of themselves. */
class BenchPageTest {
    private static final MadePart PART =
            new MadePart(Path.of("../docs/cli.md"), BenchPageTest.class.getSimpleName(), "headroom-benchmarks");

    @Test
    void thePageIsAsTheBenchmarksAre() {
        PART.assertIs(CommandPage.of("headroom ", CommandLines.of(new BenchCommand())));
    }
}
