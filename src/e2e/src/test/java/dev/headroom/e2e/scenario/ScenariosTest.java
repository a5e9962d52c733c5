// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void runEachScenarioInOneLane() {
        assertThat(Scenarios.lanes().stream().flatMap(lane -> lane.scenarios().stream()))
                .containsExactlyInAnyOrderElementsOf(Scenarios.names());
    }

    /** The run finds the rows of a scenario by its name. */
    @Test
    void nameTheirRowsAsThePersonNamesThem() {
        for (String name : Scenarios.names()) {
            Set<String> shown = new HashSet<>();
            Scenarios.named(name)
                    .forEach(type ->
                            shown.add(type.getAnnotation(DisplayName.class).value()));
            assertThat(shown).containsExactly(name);
        }
    }
}
