// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.ChatPolicy;
import java.time.Duration;

/** What the service saw last is too long ago for the API server. */
final class WatchesForgotten implements ChaosFault {
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(90);
    private static final int OTHER_MINIMUM = 9;

    @Override
    public String name() {
        return "api-server-410";
    }

    @Override
    public String done() {
        return "the API server ends all watches, and answers the next ones with 410 Gone";
    }

    @Override
    public String toBeSeen() {
        return "everything is listed anew, and a policy that changes afterwards takes effect";
    }

    @Override
    public StageKind stage() {
        return StageKind.CLUSTER;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        ApiServer api = stage.extras().api();
        api.forget();
        Waiting.require(SEEN_WITHIN, "a watch is told 410", () -> api.forgotten() > 0);
    }

    @Override
    public void look(ChaosStage stage, Notes notes) throws Exception {
        notes.remark("%d watches were told 410", stage.extras().api().forgotten());
        expectChangesToArrive(stage, notes);
    }

    /** Watches that are dead in silence would look well, too: raises the policy's minimum, and waits for the answer. */
    static void expectChangesToArrive(ChaosStage stage, Notes notes) throws Exception {
        ApiServer api = stage.extras().api();
        String changed = ChaosStage.POLICY.replace("min: 1", "min: " + OTHER_MINIMUM);
        long begin = System.nanoTime();
        api.put(ClusterObjects.policy(ChatPolicy.text(changed)));
        boolean seen = Waiting.until(
                SEEN_WITHIN, () -> stage.replicas().get(0).service().answer().equals(Integer.toString(OTHER_MINIMUM)));
        notes.expect(seen, "a changed policy took effect after %.1f s", Waiting.seconds(begin, System.nanoTime()));
        api.put(ClusterObjects.policy(ChatPolicy.text(ChaosStage.POLICY)));
    }
}
