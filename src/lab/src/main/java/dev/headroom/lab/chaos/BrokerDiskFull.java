// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.BrokerProcess;
import java.time.Duration;

/** The broker's disk is full. */
final class BrokerDiskFull implements ChaosFault {
    private static final Duration FULL = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "broker-disk-full";
    }

    @Override
    public String done() {
        return "the broker's disk is filled for 30 s; a broker that ends because of it is started again when there is room";
    }

    @Override
    public String toBeSeen() {
        return "the last plan is held until the broker is back";
    }

    @Override
    public StageKind stage() {
        return StageKind.SMALL_DISKS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        BrokerProcess broker = stage.cluster().broker();
        long begin = System.nanoTime();
        stage.extras().brokerDisk().fill();
        boolean ended = broker.awaitEnd(FULL.toMillis());
        notes.remark(
                ended ? "the broker ended by itself after %.1f s" : "the broker lived on for %.1f s",
                Waiting.seconds(begin, System.nanoTime()));
        if (ended) {
            Waiting.during(FULL.minusNanos(System.nanoTime() - begin));
        }
        stage.extras().brokerDisk().free();
        if (ended) {
            broker.begin().awaitStarted();
        }
    }
}
