// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.time.Duration;

/** One of six model servers goes on serving, and its telemetry is missing or stands still. */
final class ServerUnheard implements ChaosFault {
    private static final Duration LASTS = Duration.ofSeconds(60);

    private final boolean frozen;

    /** One whose telemetry stands still, or is missing. */
    ServerUnheard(boolean frozen) {
        this.frozen = frozen;
    }

    @Override
    public String name() {
        return frozen ? "server-frozen" : "server-silent";
    }

    @Override
    public String done() {
        return frozen
                ? "one of six servers shows the same scrape for 60 s, and no events come of it, though it serves"
                : "neither events nor scrapes come of one of six servers for 60 s, though it serves";
    }

    @Override
    public String toBeSeen() {
        return "a load that is not told of is not taken for a load that is gone";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        if (frozen) {
            stage.traffic().freeze(0);
        } else {
            stage.traffic().silence(0);
        }
        Waiting.during(LASTS);
        stage.traffic().heal();
    }
}
