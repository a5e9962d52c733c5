// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import java.util.List;

/** The serving profile of a model on its hardware. */
public final class ProfileTarget extends DocumentTarget<ServingProfile> {
    private static final String TABLE = """
            apiVersion: headroom.dev/v1
            hardware: p5.48xlarge
            gpus: 8
            tensorParallel: 8
            maxSequences: 128
            kvTokens: 500000
            chunkTokens: 4096
            table:
              inputTokens: 5000
              outputTokens: 500
              columns: mean
              points:
                - { concurrency: 1,  ttft: 200ms, itl: 8ms, e2e: 4.2s }
                - { concurrency: 64, ttft: 500ms, itl: 20ms, e2e: 10.5s }
            """;

    /** As the fuzzer makes it. */
    public ProfileTarget() {
        super(ServingProfileReader::read, List.of(shipped("serving-profile.yaml", "profile.yaml"), TABLE));
    }

    @Override
    void judgeValue(ServingProfile profile) {
        assertThat(profile.gpus()).isPositive();
        assertThat(profile.engine().tensorParallel()).isBetween(1, profile.gpus());
        assertThat(profile.engine().maxSequences()).isPositive();
        assertThat(profile.engine().chunkTokens()).isPositive();
        profile.engine().kvTokens().ifPresent(tokens -> assertThat(tokens).isPositive());
    }
}
