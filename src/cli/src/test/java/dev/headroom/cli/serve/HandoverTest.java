// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoverTest {
    @Test
    void writesWordsThatAShellReadsAsTheyAre() {
        String words = Handover.words(Path.of("/opt/service.jar"), Map.of("directory", "/it's $HOME; a `b`"));

        assertThat(words).endsWith(" '-Ddirectory=/it'\\''s $HOME; a `b`' '-jar' '/opt/service.jar'");
    }

    @Test
    void refusesWhereNoLauncherAsked() {
        assertThatThrownBy(() -> Handover.to(Path.of("/opt/service.jar"), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("system property headroom.handover is missing; start with ./headroom");
    }
}
