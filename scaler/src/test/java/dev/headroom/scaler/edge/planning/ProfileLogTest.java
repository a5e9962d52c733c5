// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.ProfileDifference;
import dev.headroom.scaler.capacity.ProfileListener;
import dev.headroom.scaler.edge.grpc.tls.LogLines;
import dev.headroom.telemetry.WorkloadKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileLogTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Optional<String> ABSENT =
            Optional.of("the policy names profile h1000, which does not exist in namespace llm");

    private final List<Optional<String>> passedOn = new ArrayList<>();
    private final ProfileLog log = new ProfileLog(new ProfileListener() {
        @Override
        public void compared(WorkloadKey workload, List<ProfileDifference> differences) {
            // Not what this is about.
        }

        @Override
        public void lookedFor(WorkloadKey workload, Optional<String> sentence) {
            passedOn.add(sentence);
        }
    });

    @Test
    void saysOnceThatAProfileIsAbsentAndOnceThatItIsThere() {
        try (LogLines said = LogLines.of(ProfileLog.class.getName())) {
            for (Optional<String> looked :
                    List.of(ABSENT, ABSENT, Optional.<String>empty(), Optional.<String>empty())) {
                log.lookedFor(CHAT, looked);
            }

            assertThat(said.lines())
                    .containsExactly(
                            "profile is missing, planning without it workload=llm/chat cause=" + ABSENT.get(),
                            "profile is available or no longer named workload=llm/chat");
            assertThat(passedOn).containsExactly(ABSENT, ABSENT, Optional.empty(), Optional.empty());
        }
    }

    @Test
    void aWorkloadThatIsSteeredAgainIsSaidAgain() {
        try (LogLines said = LogLines.of(ProfileLog.class.getName())) {
            log.lookedFor(CHAT, ABSENT);
            log.keepOnly(workload -> false);
            log.lookedFor(CHAT, ABSENT);

            assertThat(said.lines()).hasSize(2);
        }
    }
}
