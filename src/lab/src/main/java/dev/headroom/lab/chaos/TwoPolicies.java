// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.ChatPolicy;
import dev.headroom.lab.service.RunningService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of two replicas has another version of the policy, as while a folder of files is rolled out. */
final class TwoPolicies implements ChaosFault {
    private static final Duration LASTS = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "two-policies";
    }

    @Override
    public String done() {
        return "the replica that does not plan is started anew with a policy that would take half as many replicas, for 20 s";
    }

    @Override
    public String toBeSeen() {
        return "both answer what the one plans";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        Path other = stage.directory().resolve("other-policies");
        ChatPolicy.write(other, ChaosStage.POLICY.replace("perReplica: 8", "perReplica: 16"));
        Map<String, String> settings = stage.settings();
        settings.put(RunningService.POLICIES, other.toString());
        exchange(stage, stage.start("replica", settings));
        long begin = System.nanoTime();
        Waiting.during(LASTS);
        List<String> told = stage.replicas().stream()
                .map(replica -> Watched.since(List.of(replica), begin))
                .map(watched -> watched.lowest().isPresent()
                        ? Integer.toString(watched.lowest().getAsInt())
                        : "none")
                .toList();
        notes.remark("meanwhile the replicas told %s", String.join(" and ", told));
        exchange(stage, stage.start("replica", stage.settings()));
    }

    /** SIGTERM for the one that does not plan, and another one in its place. */
    private static void exchange(ChaosStage stage, RunningService.Start start) throws Exception {
        WatchedReplica leaving = stage.other();
        leaving.hold(true);
        leaving.service().close();
        stage.gone(leaving);
        stage.startReplica(start);
        stage.awaitReady();
    }
}
