// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.time.Duration;

/** A fifth of the events comes twice. */
final class CopiedEvents implements ChaosFault {
    private static final Duration LASTS = Duration.ofSeconds(60);
    private static final int ONE_IN = 5;
    /** Copies that counted would show as a fifth more. */
    private static final double STILL_RIGHT = 1.05 * ChaosStage.PER_SECOND;

    @Override
    public String name() {
        return "copied-events";
    }

    @Override
    public String done() {
        return "every fifth event is sent twice for 60 s";
    }

    @Override
    public String toBeSeen() {
        return "each request counts once";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        long begin = System.nanoTime();
        stage.traffic().copyOneIn(ONE_IN);
        Waiting.during(LASTS);
        double highest = Watched.since(stage.replicas(), begin).highestDemand().orElse(0);
        notes.expect(highest <= STILL_RIGHT, "%.1f requests/s at most were read", highest);
        stage.traffic().heal();
    }
}
