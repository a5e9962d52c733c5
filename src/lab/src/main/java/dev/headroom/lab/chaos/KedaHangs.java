// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.time.Duration;

/** A KEDA that calls and never reads. */
final class KedaHangs implements ChaosFault {
    private static final Duration LASTS = Duration.ofSeconds(30);
    private static final int STREAMS = 200;
    private static final int CALLS = 1_500;

    @Override
    public String name() {
        return "keda-hangs";
    }

    @Override
    public String done() {
        return "a caller opens 200 push streams and asks 1,500 times of each replica, and reads nothing for 30 s";
    }

    @Override
    public String toBeSeen() {
        return "other callers are answered as fast as ever";
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
            for (KedaCalls calls : new KedaCalls[] {first, second}) {
                calls.openStreams(STREAMS, false);
                calls.askUnread(CALLS);
            }
            Waiting.during(LASTS);
        }
    }

    @Override
    public boolean over(ChaosStage stage) {
        return ManyStreams.noneIsOpen(stage);
    }
}
