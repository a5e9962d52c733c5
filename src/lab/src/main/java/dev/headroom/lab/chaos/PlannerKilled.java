// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

/** The replica that plans for all dies. */
final class PlannerKilled implements ChaosFault {
    @Override
    public String name() {
        return "planner-killed";
    }

    @Override
    public String done() {
        return "SIGKILL ends the replica that plans for all";
    }

    @Override
    public String toBeSeen() {
        return "the other one goes on answering, and plans";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        WatchedReplica planner = stage.planner();
        planner.hold(true);
        planner.service().kill();
        stage.gone(planner);
    }

    @Override
    public boolean over(ChaosStage stage) {
        return stage.planners().size() == 1;
    }

    @Override
    public void restore(ChaosStage stage) throws Exception {
        stage.startReplica();
        stage.awaitReady();
    }
}
