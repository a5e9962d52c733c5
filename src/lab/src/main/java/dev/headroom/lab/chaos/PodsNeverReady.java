// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** More replicas are made than there were, and none of the new ones comes up. */
final class PodsNeverReady implements ChaosFault {
    private static final Duration LASTS = Duration.ofSeconds(100);
    private static final int MORE = 3;

    @Override
    public String name() {
        return "pods-never-ready";
    }

    @Override
    public String done() {
        return "three more pods stay Pending for 100 s, which are 8 min of the service's clock; then they go";
    }

    @Override
    public String toBeSeen() {
        return "no run of replacements: the answer is no higher than before by more than those pods";
    }

    @Override
    public StageKind stage() {
        return StageKind.CLUSTER;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        ApiServer api = stage.extras().api();
        int before = Integer.parseInt(stage.replicas().get(0).service().answer());
        List<Pod> pods = IntStream.range(ChaosStage.SERVERS, ChaosStage.SERVERS + MORE)
                .mapToObj(number ->
                        ClusterObjects.pending(number, stage.extras().clock().instant()))
                .toList();
        long begin = System.nanoTime();
        api.put(ClusterObjects.deployment(ChaosStage.SERVERS + MORE));
        pods.forEach(api::put);
        Waiting.during(LASTS);
        int highest = Watched.since(stage.replicas(), begin).highest().orElse(0);
        notes.expect(highest <= before + MORE, "the highest answer was %d", highest);
        notes.remark("%d Events were written", api.events());
        api.put(ClusterObjects.deployment(ChaosStage.SERVERS));
        pods.forEach(api::delete);
    }
}
