// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.ChatPolicy;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** More replicas are asked for, their pods are made, and none of them comes up. */
final class PodsNeverReady implements ChaosFault {
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(30);
    private static final Duration LASTS = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "pods-never-ready";
    }

    @Override
    public String done() {
        return "the policy asks for more replicas, and their pods stay Pending for 120 s, which are 10 min of the service's clock";
    }

    @Override
    public String toBeSeen() {
        return "the need does not grow because pods do not come: at most one replica more is asked for, and none less";
    }

    @Override
    public StageKind stage() {
        return StageKind.CLUSTER;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        ApiServer api = stage.extras().api();
        api.put(ClusterObjects.policy(ChatPolicy.text(ChaosStage.POLICY.replace("perReplica: 8", "perReplica: 5"))));
        Waiting.require(ASKED_WITHIN, "more replicas are asked for", () -> answer(stage) > ChaosStage.SERVERS);
        int asked = answer(stage);
        Instant made = stage.extras().clock().instant();
        List<Pod> pods = IntStream.range(ChaosStage.SERVERS, asked)
                .mapToObj(number -> ClusterObjects.pending(number, made))
                .toList();
        api.put(ClusterObjects.deployment(asked));
        pods.forEach(api::put);
        long begin = System.nanoTime();
        Waiting.during(LASTS);
        Watched watched = Watched.since(stage.replicas(), begin);
        int lowest = watched.lowest().orElse(0);
        int highest = watched.highest().orElse(0);
        notes.expect(
                lowest >= asked && highest <= asked + 1,
                "%d were asked for, and while %d pods did not come %d to %d",
                asked,
                pods.size(),
                lowest,
                highest);
        notes.remark("%d Events were written", api.events());
        api.put(ClusterObjects.policy(ChatPolicy.text(ChaosStage.POLICY)));
        api.put(ClusterObjects.deployment(ChaosStage.SERVERS));
        pods.forEach(api::delete);
    }

    private static int answer(ChaosStage stage) {
        String told = stage.replicas().get(0).service().answer();
        return told.chars().allMatch(Character::isDigit) ? Integer.parseInt(told) : 0;
    }
}
