// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.time.Duration;

/** The API server is away for five minutes. */
final class ApiServerGone implements ChaosFault {
    private static final Duration AWAY = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "api-server-gone";
    }

    @Override
    public String done() {
        return "the API server is away for 60 s, which are 5 min of the service's clock";
    }

    @Override
    public String toBeSeen() {
        return "the policies and pods that were known hold, and a policy that changes afterwards takes effect";
    }

    @Override
    public StageKind stage() {
        return StageKind.CLUSTER;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        stage.extras().api().goAway();
        Waiting.during(AWAY);
        stage.extras().api().comeBack();
    }

    @Override
    public void look(ChaosStage stage, Notes notes) throws Exception {
        WatchesForgotten.expectChangesToArrive(stage, notes);
    }
}
