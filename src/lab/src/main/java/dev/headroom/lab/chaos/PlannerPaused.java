// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.Signals;
import java.time.Duration;

/** The replica that plans for all does nothing for a minute, and goes on as if nothing had been. */
final class PlannerPaused implements ChaosFault {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "planner-paused";
    }

    @Override
    public String done() {
        return "SIGSTOP halts the replica that plans for all for 60 s, then SIGCONT";
    }

    @Override
    public String toBeSeen() {
        return "the other one plans meanwhile; afterwards one plans, and both answer alike";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        WatchedReplica planner = stage.planner();
        ProcessHandle process = planner.service().handle();
        long begin = System.nanoTime();
        planner.hold(true);
        Signals.pause(process);
        boolean takenOver = Waiting.until(PAUSE, () -> stage.planners().size() == 1);
        notes.expect(takenOver, "the other one planned after %.1f s", Waiting.seconds(begin, System.nanoTime()));
        Waiting.during(PAUSE.minusNanos(System.nanoTime() - begin));
        Signals.resume(process);
        planner.hold(false);
    }

    @Override
    public boolean over(ChaosStage stage) {
        return stage.planners().size() == 1;
    }
}
