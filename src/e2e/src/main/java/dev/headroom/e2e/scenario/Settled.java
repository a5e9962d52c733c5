// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import java.time.Duration;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.awaitility.Awaitility;

/** A workload with a constant load that has found its number of replicas. */
final class Settled implements AutoCloseable {
    static final int INPUT_TOKENS = 500;
    static final int OUTPUT_TOKENS = 400;
    private static final Duration FIRST = Duration.ofMinutes(4);
    /** Without a change for so long it stands still. */
    private static final double STILL_SECONDS = 30;

    private final Serving serving;
    private final Installed installed;
    private final double usersSince;

    private Settled(Serving serving, Installed installed) {
        this.serving = serving;
        this.installed = installed;
        this.usersSince = serving.clock().now();
    }

    /**
     * Starts it with the replicas that carry the rate, and waits until it stands still and serves. Users who come to one replica first
     * leave a queue behind: what its end looks like is no matter of the faults.
     */
    static Settled with(RealCluster cluster, String name, double rate) throws Exception {
        cluster.room(40);
        Installed installed = Installed.onto(cluster, List.of());
        Collectors.gateway(cluster);
        EngineModel engine = ShippedEngines.named("h100-llama-8b");
        int needed = new ReplicaNeed(engine, INPUT_TOKENS, OUTPUT_TOKENS, LatencyPromise.SHIPPED).at(rate);
        Serving serving =
                Serving.begun(cluster, new DeployedWorkload.Shape(name, 1, 20, 10).startingWith(needed), engine);
        try {
            Patience.until(
                    needed + " replicas of " + name + " are ready",
                    FIRST,
                    () -> serving.servers().ready().size() == needed);
            serving.users(INPUT_TOKENS, OUTPUT_TOKENS, second -> rate);
            Settled settled = new Settled(serving, installed);
            settled.awaitStill();
            return settled;
        } catch (RuntimeException | Error failure) {
            // Else its pods would stand in the way of all later scenarios.
            serving.close();
            throw failure;
        }
    }

    Serving serving() {
        return serving;
    }

    Installed installed() {
        return installed;
    }

    double now() {
        return serving.clock().now();
    }

    /** Waits until what is wanted has not changed for half a minute, and is Ready. */
    void awaitStill() {
        Patience.until(serving.workload().name() + " stands still", FIRST, () -> {
            double now = now();
            IntSummaryStatistics lately = serving.record().wantedSince(now - STILL_SECONDS);
            return now > usersSince + 2 * STILL_SECONDS
                    && serving.lived().size() > 10
                    && lately.getCount() > STILL_SECONDS / 2
                    && lately.getMin() == lately.getMax()
                    && serving.workload().ready() == lately.getMax();
        });
    }

    int wanted() {
        return serving.workload().wanted();
    }

    /** Lets so many seconds pass; what was wanted in them. */
    IntSummaryStatistics watch(int seconds) {
        double begin = now();
        Awaitility.await(seconds + " s")
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(seconds + 30L))
                .until(() -> now() > begin + seconds);
        return serving.record().wantedSince(begin);
    }

    /** In the form of a result. */
    static String text(IntSummaryStatistics wanted) {
        return wanted.getMin() == wanted.getMax()
                ? wanted.getMax() + " replicas throughout"
                : wanted.getMin() + " to " + wanted.getMax() + " replicas";
    }

    @Override
    public void close() {
        serving.close();
    }
}
