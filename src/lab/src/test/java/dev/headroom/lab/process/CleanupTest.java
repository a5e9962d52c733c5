// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {
    private final List<String> closed = new ArrayList<>();
    private final Cleanup cleanup = new Cleanup();

    @Test
    void closesInReverseOrderAndOnce() {
        cleanup.opened(() -> closed.add("first"));
        cleanup.opened(() -> closed.add("second"));

        cleanup.close();
        cleanup.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void goesOnPastAFailure() {
        cleanup.opened(() -> closed.add("first"));
        cleanup.opened(() -> {
            throw new IllegalStateException("on purpose");
        });

        cleanup.close();

        assertThat(closed).containsExactly("first");
    }

    @Test
    void leavesNothingOpenThatComesTooLate() {
        cleanup.close();

        assertThatThrownBy(() -> cleanup.opened(() -> closed.add("late"))).hasMessage("the run is ending");
        assertThat(closed).containsExactly("late");
    }
}
