// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.policy.monitor.Cadence;
import dev.headroom.lab.policy.monitor.Count;
import dev.headroom.lab.policy.monitor.PodSight;
import dev.headroom.lab.policy.monitor.Sight;
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

    private static final double FLOOR_SECONDS = 180;
    /** Most replicas that the floor may add at once. */
    private static final int LARGEST_STEP = 8;
    /** Lengths are averaged over so long. */
    private static final double WINDOW_SECONDS = 60;

    private final EngineSheet sheet;
    private final Limits limits;
    private final Cadence floorCadence = new Cadence(FLOOR_SECONDS, FLOOR_SECONDS);
    private final Forecast rate = new Forecast(Forecast.Kind.AUTOREGRESSION);
    private double inputTokens;
    private double outputTokens;
    private int floor = 1;

    /**
     * What estimates are compared with.
     *
     * @param timeToFirstTokenSeconds mean TTFT
     * @param interTokenSeconds mean ITL
     * @param downShare share of a limit that must be enough for one replica fewer; Dynamo's is 0.8
     */
    public record Limits(double timeToFirstTokenSeconds, double interTokenSeconds, double downShare) {
        /** Dynamo's margin. */
        public static final double SHIPPED_DOWN_SHARE = 0.8;
    }

    public DynamoSlaOne(EngineSheet sheet, Limits limits) {
        this.sheet = sheet;
        this.limits = limits;
        this.inputTokens = sheet.inputTokens();
        this.outputTokens = sheet.outputTokens();
    }

    @Override
    public Decision decide(Sight sight) {
        inputTokens = sight.meanInputTokens(WINDOW_SECONDS).orElse(inputTokens);
        outputTokens = sight.meanOutputTokens(WINDOW_SECONDS).orElse(outputTokens);
        EngineSheet now = sheet.of(inputTokens, outputTokens);
        if (floorCadence.due(sight.now())) {
            raiseFloor(sight, now);
        }
        int replicas = sight.replicas();
        int wanted = Math.max(floor, replicas + (steady(sight) ? step(sight.pods(), now) : 0));
        return Decision.of(
                Math.min(wanted, replicas + LARGEST_STEP), "floor " + floor + ", " + sight.ready() + " ready");
    }

    private static boolean steady(Sight sight) {
        return sight.ready() == sight.replicas() && sight.pods().size() == sight.replicas();
    }

    private void raiseFloor(Sight sight, EngineSheet now) {
        rate.add(sight.perSecond(Count.ARRIVED, FLOOR_SECONDS).orElse(0));
        int byBudget = (int) Math.max(
                1, outputTokens * now.engine().limits().stepTokens() / (now.computedInputTokens() + outputTokens));
        int batch = now.largestLoadedBatch(limits.interTokenSeconds(), byBudget);
        double perReplica = batch / (outputTokens * now.loadedSeconds(batch));
        floor = (int) Math.max(1, Math.ceil(rate.next() / perReplica));
    }

    private int step(List<PodSight> pods, EngineSheet now) {
        double more = pods.size() / (pods.size() - 1.0);
        boolean allBreak = true;
        boolean allWouldKeep = pods.size() > 1;
        for (PodSight pod : pods) {
            EngineReading reading = pod.newest();
            allBreak &= firstTokenSeconds(reading, now, 1) > limits.timeToFirstTokenSeconds()
                    || interTokenSeconds(reading, now, 1) > limits.interTokenSeconds();
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
        return queued < limits.downShare() * (limits.timeToFirstTokenSeconds() - own)
                && interTokenSeconds(reading, now, more) < limits.downShare() * limits.interTokenSeconds()
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
