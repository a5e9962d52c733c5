// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;

/** As many push streams as two hundred ScaledObjects open. */
final class ManyStreams implements ChaosFault {
    private static final Duration LASTS = Duration.ofSeconds(20);
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);
    private static final int STREAMS = 200;

    @Override
    public String name() {
        return "200-streams";
    }

    @Override
    public String done() {
        return "200 push streams are opened on one connection to each replica for 20 s";
    }

    @Override
    public String toBeSeen() {
        return "each says once that the workload is active, none ends, and no other call waits for them";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        try (KedaCalls first = new KedaCalls(stage.replicas().get(0).service().ports());
                KedaCalls second =
                        new KedaCalls(stage.replicas().get(1).service().ports())) {
            List<KedaCalls> both = List.of(first, second);
            both.forEach(calls -> calls.openStreams(STREAMS, true));
            boolean all = Waiting.until(TOLD_WITHIN, () -> both.stream().allMatch(calls -> calls.active() == STREAMS));
            Waiting.during(LASTS);
            List<Status.Code> ended =
                    both.stream().flatMap(calls -> calls.ends().stream()).toList();
            notes.expect(all, "%d and %d streams said active", first.active(), second.active());
            notes.expect(ended.isEmpty(), "%d streams ended early", ended.size());
        }
    }

    @Override
    public boolean over(ChaosStage stage) {
        return noneIsOpen(stage);
    }

    /** Whether no replica holds a stream. */
    static boolean noneIsOpen(ChaosStage stage) {
        return stage.replicas().stream()
                .allMatch(replica ->
                        replica.service().meter("headroom_streams_open").orElse(-1) == 0);
    }
}
