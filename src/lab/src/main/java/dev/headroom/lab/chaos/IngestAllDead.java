// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.RunningService;
import java.time.Duration;
import java.util.List;

/** Nobody reads telemetry for a minute. */
final class IngestAllDead implements ChaosFault {
    private static final Duration DEAD = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "ingest-all-dead";
    }

    @Override
    public String done() {
        return "SIGKILL ends all ingest processes; 60 s later as many are started";
    }

    @Override
    public String toBeSeen() {
        return "the last plan is held, and the state is dark, never idle";
    }

    @Override
    public StageKind stage() {
        return StageKind.SHARED_READING;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        List<RunningService> all = stage.readers();
        long begin = System.nanoTime();
        for (RunningService reader : all) {
            reader.kill();
            stage.gone(reader);
        }
        Waiting.during(DEAD);
        String states = Watched.since(stage.replicas(), begin).states();
        notes.expect(!states.contains("idle"), "the dead telemetry was told as %s", states);
        for (int reader = 0; reader < all.size(); reader++) {
            stage.startReader();
        }
    }
}
