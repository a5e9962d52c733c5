// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.fleet.Cadence;
import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.PodMetrics;
import dev.headroom.lab.policy.monitor.RouterCounter;
import java.util.List;

/**
 * Dynamo's SLA planner of 1.x: every 5 s one replica more if all workers' estimates break the SLA, one fewer if all would keep it
 * with a margin after N/(N−1) of the load; under it a floor, the forecast rate over an engine's rate, renewed every 180 s and
 * raised by at most 8 at once. Waits while replicas start. Its estimates regress step times on prefill and cache tokens; here they
 * are the true ones, to its favour. Remembers the rates it forecasts and the floor.
 */
public final class DynamoSlaOne implements Baseline {
    /** Rhythm of its load scaling. */
    public static final double TICK_SECONDS = 5;

    /** Dynamo's margin. */
    public static final double SHIPPED_DOWN_SHARE = 0.8;

    private static final double FLOOR_SECONDS = 180;
    /** Most replicas that the floor may add at once. */
    private static final int LARGEST_STEP = 8;
    /** Lengths are averaged over so long. */
    private static final double WINDOW_SECONDS = 60;

    private final EngineSheet sheet;
    private final LatencyLimits limits;
    private final double downShare;
    private final Cadence floorCadence = new Cadence(FLOOR_SECONDS, FLOOR_SECONDS);
    private final Forecast rate = new Forecast(Forecast.Kind.AUTOREGRESSION);
    private double inputTokens;
    private double outputTokens;
    private int floor = 1;

    /**
     * With its profile.
     *
     * @param limits that estimates are compared with
     * @param downShare share of a limit that must be enough for one replica fewer
     */
    public DynamoSlaOne(EngineSheet sheet, LatencyLimits limits, double downShare) {
        this.sheet = sheet;
        this.limits = limits;
        this.downShare = downShare;
        this.inputTokens = sheet.inputTokens();
        this.outputTokens = sheet.outputTokens();
    }

    @Override
    public Recommendation decide(Observation seen) {
        inputTokens = seen.meanInputTokens(WINDOW_SECONDS).orElse(inputTokens);
        outputTokens = seen.meanOutputTokens(WINDOW_SECONDS).orElse(outputTokens);
        EngineSheet now = sheet.of(inputTokens, outputTokens);
        if (floorCadence.due(seen.now())) {
            raiseFloor(seen, now);
        }
        int replicas = seen.replicas();
        int wanted = Math.max(floor, replicas + (steady(seen) ? step(seen.pods(), now) : 0));
        return Recommendation.of(
                Math.min(wanted, replicas + LARGEST_STEP), "floor " + floor + ", " + seen.ready() + " ready");
    }

    private static boolean steady(Observation seen) {
        return seen.ready() == seen.replicas() && seen.pods().size() == seen.replicas();
    }

    private void raiseFloor(Observation seen, EngineSheet now) {
        rate.add(seen.perSecond(RouterCounter.ARRIVED, FLOOR_SECONDS).orElse(0));
        int byBudget = (int) Math.max(
                1, outputTokens * now.engine().limits().stepTokens() / (now.computedInputTokens() + outputTokens));
        int batch = now.largestLoadedBatch(limits.perTokenSeconds(), byBudget);
        double perReplica = batch / (outputTokens * now.loadedSeconds(batch));
        floor = (int) Math.max(1, Math.ceil(rate.next() / perReplica));
    }

    private int step(List<PodMetrics> pods, EngineSheet now) {
        double more = pods.size() / (pods.size() - 1.0);
        boolean allBreak = true;
        boolean allWouldKeep = pods.size() > 1;
        for (PodMetrics pod : pods) {
            EngineReading reading = pod.newest();
            allBreak &= firstTokenSeconds(reading, now, 1) > limits.timeToFirstTokenSeconds()
                    || interTokenSeconds(reading, now, 1) > limits.perTokenSeconds();
            allWouldKeep = allWouldKeep && wouldKeep(reading, now, more);
        }
        if (allBreak) {
            return 1;
        }
        return allWouldKeep ? -1 : 0;
    }

    private boolean wouldKeep(EngineReading reading, EngineSheet now, double more) {
        double own = now.prefillSeconds(now.computedInputTokens(), sequences(reading, now, more));
        double queued = firstTokenSeconds(reading, now, more) - own;
        return queued < downShare * (limits.timeToFirstTokenSeconds() - own)
                && interTokenSeconds(reading, now, more) < downShare * limits.perTokenSeconds()
                && reading.kvUsage() * more < 1;
    }

    /** Steps for the queued prompts and one more of mean length. */
    private static double firstTokenSeconds(EngineReading reading, EngineSheet now, double more) {
        double queued = reading.waitingPromptTokens() * (1 - now.engine().prefixHitShare()) * more;
        return now.prefillSeconds(queued + now.computedInputTokens(), sequences(reading, now, more));
    }

    private static double interTokenSeconds(EngineReading reading, EngineSheet now, double more) {
        return now.loadedSeconds(sequences(reading, now, more));
    }

    private static int sequences(EngineReading reading, EngineSheet now, double more) {
        double inHand = (reading.running() + reading.waiting()) * more;
        return (int) Math.max(1, Math.min(now.mostSequences(), Math.ceil(inHand)));
    }
}
