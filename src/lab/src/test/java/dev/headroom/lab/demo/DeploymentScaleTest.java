// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeploymentScaleTest {
    @Test
    void countsStepsDownAlone() {
        DeploymentScale scale = new DeploymentScale(2);

        scale.scaleTo(5);
        scale.scaleTo(5);
        scale.scaleTo(3);
        scale.scaleTo(4);

        assertThat(scale.removals()).isEqualTo(1);
        assertThat(scale.wanted()).isEqualTo(4);
    }
}
