// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void runEachScenarioInOneLane() {
        assertThat(Scenarios.lanes().stream().flatMap(lane -> lane.scenarios().stream()))
                .containsExactlyInAnyOrderElementsOf(Scenarios.names());
    }

    @Test
    void waitForNothingThatIsNotWanted() {
        Scenarios.Lane faults = Scenarios.lanes().stream()
                .filter(lane -> lane.scenarios().contains("faults"))
                .findFirst()
                .orElseThrow();

        assertThat(faults.only(List.of("faults", "zero")).after()).contains("zero");
        assertThat(faults.only(List.of("faults")).after()).isEmpty();
        assertThat(faults.only(List.of("faults")).scenarios()).containsExactly("faults");
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
