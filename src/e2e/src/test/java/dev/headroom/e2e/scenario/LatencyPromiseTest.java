// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.serving.Users.Lived;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyPromiseTest {
    @Test
    void missesAreToldByLimit() {
        Lived kept = new Lived(0, 0.2, 10.2, 501);
        Lived lateFirst = new Lived(1, 1.1, 11.1, 501);
        Lived lateInAll = new Lived(2, 0.4, 20.4, 1001);

        assertThat(List.of(kept, lateFirst, lateInAll))
                .extracting(LatencyPromise.SHIPPED::keptFor)
                .containsExactly(true, false, false);
        assertThat(LatencyPromise.SHIPPED.misses(List.of(kept, lateFirst, lateInAll)))
                .isEqualTo("ttft late 1 times, at most 1.100 s, itl late 0 times, at most 0.020 s,"
                        + " e2e late 1 times, at most 20.400 s");
    }
}
