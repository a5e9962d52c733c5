// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.edge.grpc.limit.RefusalLog.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final List<String> said = new ArrayList<>();
    private long now;
    private final RefusalLog log = new RefusalLog(() -> now, said::add);

    @Test
    void eachKindIsSaidOnceASecondWithWhatWasPassedOver() {
        refuse(Kind.CALLS);
        refuse(Kind.CALLS);
        refuse(Kind.CALLS);
        refuse(Kind.SILENCE);
        now += RefusalLog.QUIET.toNanos();
        refuse(Kind.CALLS);
        now += RefusalLog.QUIET.toNanos();
        refuse(Kind.CALLS);

        assertThat(said).containsExactly("CALLS", "SILENCE", "CALLS (2 more since the last such line)", "CALLS");
    }

    @Test
    void aThousandRefusalsAreOneLine() {
        for (int i = 0; i < 1000; i++) {
            refuse(Kind.BYTES);
        }

        assertThat(said).containsExactly("BYTES");
    }

    private void refuse(Kind kind) {
        log.refused(kind, kind::name);
    }
}
