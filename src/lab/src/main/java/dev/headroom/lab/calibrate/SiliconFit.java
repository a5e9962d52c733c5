// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.calibrate.SiliconRows.Row;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.simulate.Simulation;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Finds straight-line step times under which the simulator shows the mean TTFT and TPOT that closed loops had on real hardware:
 * single steps were not measured there. Nelder and Mead's simplex over the logarithms of the coefficients.
 *
 * @param engine found
 * @param compared each loop with what the engine makes of it
 */
record SiliconFit(EngineModel engine, List<Compared> compared) {
    /** Requests of each client: the first of all come at once, only the later ones count. */
    private static final int WAVES = 3;

    /** TTFT hangs on how the clients happened to fall in step; TPOT says more about steps. */
    private static final double TTFT_WEIGHT = 0.03;

    private static final double FIRST_STEP = 0.4;
    private static final int MOST_TRIALS = 300;
    private static final double RELATIVE_END = 1e-4;
    private static final double ABSOLUTE_END = 1e-6;

    /** Of an 8 B model on one GPU: the right size to begin with. */
    private static final LinearStepTimes FIRST_GUESS = new LinearStepTimes(12, 0.05, 3e-5, 0.06, 2, 0);

    /** As on the engines whose single steps were measured. */
    private static final double STEP_NOISE = 0.03;

    SiliconFit {
        compared = List.copyOf(compared);
    }

    /**
     * A loop, measured and simulated.
     *
     * @param row measured
     * @param ttftMillis simulated mean
     * @param tpotMillis simulated mean
     */
    record Compared(Row row, double ttftMillis, double tpotMillis) {
        double ttftError() {
            return ttftMillis / row.ttftMillis() - 1;
        }

        double tpotError() {
            return tpotMillis / row.tpotMillis() - 1;
        }

        private double cost() {
            double ttft = Math.log(ttftMillis / row.ttftMillis());
            double tpot = Math.log(tpotMillis / row.tpotMillis());
            return TTFT_WEIGHT * ttft * ttft + tpot * tpot;
        }
    }

    static SiliconFit of(SiliconRows rows, EngineLimits limits, String name, String hardware, int gpus, long seed) {
        List<Row> served = rows.served().rows();
        double[] found = new SimplexOptimizer(RELATIVE_END, ABSOLUTE_END)
                .optimize(
                        new MaxEval(MOST_TRIALS + MOST_TRIALS),
                        GoalType.MINIMIZE,
                        new ObjectiveFunction(logs -> {
                            EngineModel model = EngineModel.plain(name, times(logs), limits);
                            return served.stream()
                                    .mapToDouble(
                                            row -> compare(model, row, seed).cost())
                                    .sum();
                        }),
                        new InitialGuess(logs(FIRST_GUESS)),
                        new NelderMeadSimplex(logs(FIRST_GUESS).length, FIRST_STEP))
                .getPoint();
        EngineModel engine = new EngineModel(name, hardware, gpus, times(found), limits, 0, STEP_NOISE, 1);
        List<Compared> compared = new ArrayList<>();
        served.forEach(row -> compared.add(compare(engine, row, seed)));
        return new SiliconFit(engine, compared);
    }

    private static double[] logs(LinearStepTimes times) {
        return new double[] {
            Math.log(times.baseMs()),
            Math.log(times.perSequenceMs()),
            Math.log(times.perContextTokenMs()),
            Math.log(times.perPrefillTokenMs()),
            Math.log(times.mixedExtraMs())
        };
    }

    private static LinearStepTimes times(double[] logs) {
        return new LinearStepTimes(
                Math.exp(logs[0]), Math.exp(logs[1]), Math.exp(logs[2]), Math.exp(logs[3]), Math.exp(logs[4]), 0);
    }

    private static Compared compare(EngineModel model, Row row, long seed) {
        List<Arrival> asked =
                Collections.nCopies(WAVES * row.clients(), new Arrival(0, row.inputTokens(), row.outputTokens()));
        List<ServedRequest> later = Simulation.closed(model, 1, seed, asked, row.clients()).stream()
                .skip(row.clients())
                .toList();
        return new Compared(
                row,
                1e3 * mean(later, ServedRequest::timeToFirstTokenSeconds),
                1e3 * mean(later, ServedRequest::interTokenSeconds));
    }

    private static <T> double mean(List<T> all, ToDoubleFunction<T> figure) {
        return all.stream().mapToDouble(figure).average().orElseThrow();
    }

    /**
     * The engine made faster or slower.
     *
     * @param engine with all step times scaled alike
     * @param sentence what was done
     */
    record Scaled(EngineModel engine, String sentence) {}

    /** Scales all step times alike so that a step full of prompt is computed at so many tokens a second. */
    Scaled scaledTo(double prefillTokensPerSecond) {
        if (!(prefillTokensPerSecond > 0 && Double.isFinite(prefillTokensPerSecond))) {
            throw new BadInputException("--prefill-rate must be above 0, was " + prefillTokensPerSecond);
        }
        int chunk = engine.limits().stepTokens();
        double own = chunk / engine.times().millis(0, 0, chunk) * 1e3;
        double factor = own / prefillTokensPerSecond;
        double[] logs = logs((LinearStepTimes) engine.times());
        EngineModel scaled = engine.withTimes(
                times(Arrays.stream(logs).map(log -> log + Math.log(factor)).toArray()));
        return new Scaled(
                scaled,
                String.format(
                        Locale.ROOT,
                        "All step times x %.3f: %,.0f prompt tokens a second instead of %,.0f.",
                        factor,
                        prefillTokensPerSecond,
                        own));
    }

    /** A line for each loop. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Compared loop : compared) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d/%d tokens, %d clients: TTFT %.0f/%.0f ms (%+.0f %%), TPOT %.1f/%.1f ms (%+.0f %%)",
                    loop.row().inputTokens(),
                    loop.row().outputTokens(),
                    loop.row().clients(),
                    loop.ttftMillis(),
                    loop.row().ttftMillis(),
                    100 * loop.ttftError(),
                    loop.tpotMillis(),
                    loop.row().tpotMillis(),
                    100 * loop.tpotError()));
        }
        lines.add(summary());
        return lines;
    }

    /** Mean errors over the loops. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "Fitted to %d closed loops: mean error of TPOT %.1f %%, of TTFT %.1f %%.",
                compared.size(),
                100 * mean(compared, loop -> Math.abs(loop.tpotError())),
                100 * mean(compared, loop -> Math.abs(loop.ttftError())));
    }
}
