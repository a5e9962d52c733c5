// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.time.Duration;

/** The way to the broker is slow, and then there is none. */
final class BrokerLate implements ChaosFault {
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final Duration CUT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "broker-late-and-cut";
    }

    @Override
    public String done() {
        return "between the service and the broker all is 2 s late in each direction for 30 s, then all connections are reset and"
                + " none is let through for 10 s";
    }

    @Override
    public String toBeSeen() {
        return "the last plan is held, and one replica plans at the end";
    }

    @Override
    public StageKind stage() {
        return StageKind.PROXY;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        TcpProxy proxy = stage.extras().proxy();
        proxy.delay(DELAY);
        Waiting.during(SLOW);
        proxy.cut();
        Waiting.during(CUT);
        proxy.pass();
    }

    @Override
    public boolean over(ChaosStage stage) {
        return stage.planners().size() == 1;
    }
}
