// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What a cluster and its API server do. */
final class ClusterChaos {
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(90);
    private static final int OTHER_MINIMUM = 9;
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(30);
    private static final Duration PENDING_FOR = Duration.ofMinutes(2);

    static final ChaosFault API_SERVER_GONE = ChaosFault.of(
                    "api-server-gone",
                    StageKind.CLUSTER,
                    "the API server is unavailable for 60 s, which are 5 min of the service's clock",
                    "the policies and pods that were known hold, and a policy that changes afterwards takes effect",
                    (stage, notes) -> {
                        stage.extras().api().goAway();
                        Waiting.during(AWAY);
                        stage.extras().api().comeBack();
                    })
            .lookedAtBy(ClusterChaos::expectChangesToArrive);

    /** What the service saw last is too long ago for the API server. */
    static final ChaosFault WATCHES_FORGOTTEN = ChaosFault.of(
                    "api-server-410",
                    StageKind.CLUSTER,
                    "the API server ends all watches, and answers the next ones with 410 Gone",
                    "everything is listed again, and a policy that changes afterwards takes effect",
                    (stage, notes) -> {
                        ApiServer api = stage.extras().api();
                        api.forget();
                        Waiting.require(SEEN_WITHIN, "a watch is told 410", () -> api.forgotten() > 0);
                    })
            .lookedAtBy((stage, notes) -> {
                notes.remark("%d watches were told 410", stage.extras().api().forgotten());
                expectChangesToArrive(stage, notes);
            });

    static final ChaosFault PODS_NEVER_READY = ChaosFault.of(
            "pods-never-ready",
            StageKind.CLUSTER,
            "the policy asks for more replicas, and their pods stay Pending for 120 s, which are 10 min of the service's clock",
            "the need does not grow because pods do not come: at most one replica more is asked for, and none less",
            ClusterChaos::neverReady);

    private ClusterChaos() {}

    /** Watches that are dead in silence would look well, too: raises the policy's minimum, and waits for the answer. */
    private static void expectChangesToArrive(ChaosStage stage, Notes notes) throws Exception {
        ApiServer api = stage.extras().api();
        long begin = System.nanoTime();
        api.putPolicy(ChaosStage.POLICY.replace("min: 1", "min: " + OTHER_MINIMUM));
        boolean seen = Waiting.until(SEEN_WITHIN, () -> answer(stage) == OTHER_MINIMUM);
        notes.expect(seen, "a changed policy took effect after %.1f s", Waiting.seconds(begin, System.nanoTime()));
        api.putPolicy(ChaosStage.POLICY);
    }

    private static void neverReady(ChaosStage stage, Notes notes) throws Exception {
        ApiServer api = stage.extras().api();
        api.putPolicy(ChaosStage.POLICY.replace("perReplica: 8", "perReplica: 5"));
        Waiting.require(ASKED_WITHIN, "more replicas are asked for", () -> answer(stage) > ChaosStage.SERVERS);
        int asked = answer(stage);
        Instant made = stage.extras().clock().instant();
        List<Pod> pods = IntStream.range(ChaosStage.SERVERS, asked)
                .mapToObj(number -> ClusterObjects.pending(number, made))
                .toList();
        api.put(ClusterObjects.deployment(asked));
        pods.forEach(api::put);
        long begin = System.nanoTime();
        Waiting.during(PENDING_FOR);
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
        api.putPolicy(ChaosStage.POLICY);
        api.put(ClusterObjects.deployment(ChaosStage.SERVERS));
        pods.forEach(api::delete);
    }

    /** 0 while it is no number. */
    private static int answer(ChaosStage stage) {
        String told = stage.replicas().get(0).service().answer();
        return told.chars().allMatch(Character::isDigit) ? Integer.parseInt(told) : 0;
    }
}
