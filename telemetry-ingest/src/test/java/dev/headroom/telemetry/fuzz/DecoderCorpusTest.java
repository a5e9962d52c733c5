// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fuzz.CorpusContract;
import dev.headroom.fuzz.FuzzTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderCorpusTest extends CorpusContract {
    @Override
    protected List<FuzzTarget> targets() {
        return FuzzTargets.ALL;
    }

    @Test
    void everySampleIsASeedOfOneTarget() {
        int seeds = targets().stream().mapToInt(target -> target.seeds().size()).sum();

        assertThat(seeds).isEqualTo(DecoderSamples.all().size());
    }
}
