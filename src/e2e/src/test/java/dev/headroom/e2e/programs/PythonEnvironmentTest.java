// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonEnvironmentTest {
    @ParameterizedTest
    @ValueSource(strings = {"Python 3.11.7\n", "Python 3.14.0rc1", "Python 4.0.0"})
    void takesPython311AndNewer(String answer) {
        assertThat(PythonEnvironment.obstacleOf(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Python 3.9.2", "Python 3.10.12", "Python 2.7.18", ""})
    void refusesAnOlderOne(String answer) {
        assertThat(PythonEnvironment.obstacleOf(answer)).isPresent();
    }

    @Test
    void namesTheVersionThatItFound() {
        assertThat(PythonEnvironment.obstacleOf("Python 3.10.12\n"))
                .contains("python3 is 'Python 3.10.12'; install Python 3.11 or newer with venv");
    }
}
