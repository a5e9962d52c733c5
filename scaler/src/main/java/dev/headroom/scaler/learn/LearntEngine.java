// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.CapacityBelief.OfHardware;
import dev.headroom.scaler.capacity.CapacityBelief.Trust;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One class of hardware, learnt. Written by one thread.
 *
 * <p>A stretch that is far from what is predicted counts less, one that is very far not at all; when such stretches come without
 * any other between them, it is the engine that changed, and what was known of it is forgotten. Coefficients that are answered
 * follow the fit by a bounded factor a stretch.
 */
final class LearntEngine {
    /** Stretches without which nothing is called learnt. */
    static final long LEAST_STRETCHES = 12;

    /** Relative standard error of the rate, up to which a belief is called learnt. */
    static final double MOST_ERROR = 0.15;

    /** Standard deviations from which on a stretch counts less (Huber). */
    private static final double DOUBTED = 2;

    /** Standard deviations and logarithm beyond both of which a stretch does not count. */
    private static final double REJECTED = 4.5;

    private static final double REJECTED_RATIO = Math.log(1.35);

    /** So many rejected stretches in a row, over so long, are a changed engine. */
    private static final int CHANGED_STRETCHES = 6;

    private static final long CHANGED_MILLIS = 50_000;

    /** Of the token latencies of one request: standard deviation, relative; a mean of m has it over the root of m. */
    private static final double REQUEST_SIGMA = 0.15;

    /** What requests that hang over the ends of a stretch make of its latency; falls with the root of the number in flight. */
    private static final double IN_FLIGHT_SIGMA = 0.1;

    /** Prompts are not equally long, and their median is not their mean: what is told of the first token is weak. */
    private static final double PROMPT_SIGMA = 0.15;

    /** Straight lines do not hit an engine better than this. */
    private static final double LEAST_MISFIT = 0.02;

    /** Engines bend away from lines by so much for each factor of e beyond the busiest load that was seen. */
    private static final double BEND = 0.05;

    /** Log of the factor that an answered coefficient moves in a stretch. */
    private static final double DRIFT = 0.15;

    /** Share of the newest in the running error of prediction. */
    private static final double NEWEST = 0.05;

    /** Where latency hardly rises with the number in flight, a limit on it tells little of the rate. */
    private static final double LEAST_RISE = 0.3;

    private static final double UNSEEN_IN_FLIGHT = 16;
    private static final double A_BIT_MORE = 1.1;

    private final Evidence evidence = new Evidence();
    private final LimitsSeen limits = new LimitsSeen();
    private Prior prior;
    private Rows rows;
    private LogFit fit;
    private double[] answered = new double[LogFit.SIZE];
    private long stretches;
    private double predictionError;
    private int rejected;
    private long rejectedSince;

    LearntEngine(Prior prior) {
        this.prior = prior;
        this.rows = new Rows(prior.profile().engine().chunkTokens());
        this.fit = new LogFit(prior, answered);
    }

    /** Goes on from another prior: what was seen stays seen. */
    void assume(Prior other) {
        if (other.equals(prior)) {
            return;
        }
        double[] from = prior.means();
        double[] to = other.means();
        double[] begin = new double[LogFit.SIZE];
        for (int i = 0; i < Rows.COEFFICIENTS; i++) {
            double shift = evidence.places().isEmpty() ? 0 : 1;
            begin[i] = shift * (fit.logarithms()[i] + Math.log(from[i] / to[i]));
            answered[i] = shift * (answered[i] + Math.log(from[i] / to[i]));
        }
        prior = other;
        rows = new Rows(prior.profile().engine().chunkTokens());
        fit = new LogFit(prior, begin);
        fit.step(evidence.places(), evidence.latestMillis());
    }

    /** Learns from what a replica was seen to do. */
    void absorb(Sight sight) {
        double[] row = rows.ofTokens(sight, prefillMillis(sight));
        double residual = Math.log(sight.tokenMillis() / Rows.sum(fit.coefficients(), row));
        double noise = noise(sight, row[1]);
        double deviation = Math.sqrt(fit.variance(row) + noise + LEAST_MISFIT * LEAST_MISFIT);
        double distance = Math.abs(residual) / deviation;
        if (distance > REJECTED && Math.abs(residual) > REJECTED_RATIO) {
            if (!isChanged(sight)) {
                return;
            }
            forget();
            distance = 0;
        }
        rejected = 0;
        double error = Math.abs(residual);
        predictionError = stretches == 0 ? error : predictionError + NEWEST * (error - predictionError);
        double doubt = distance > DOUBTED ? DOUBTED / distance : 1;
        add(sight, row, doubt * LogFit.SIGMA * LogFit.SIGMA / noise);
        stretches++;
        drift(DRIFT);
    }

    /** Takes a figure that somebody measured, without doubt. */
    void believe(Sight sight) {
        add(sight, rows.ofTokens(sight, prefillMillis(sight)), 1);
        // A second and third step for what the first, from the prior, was too far away for.
        fit.step(evidence.places(), evidence.latestMillis());
        fit.step(evidence.places(), evidence.latestMillis());
        drift(Double.POSITIVE_INFINITY);
    }

    /** Learns the limits of the scheduler. */
    LimitsSeen limitsSeen() {
        return limits;
    }

    /** What is answered, in ms. */
    Performance.StepTime coefficients() {
        double[] values = fit.coefficients(answered);
        return new Performance.StepTime(values[0], values[1], values[2], values[3], values[4], values[5]);
    }

    /** Most requests in flight around which something was seen; a usual number where nothing was. */
    double busiest() {
        return evidence.places().stream()
                .mapToDouble(place -> place.tokens[1])
                .max()
                .orElse(UNSEEN_IN_FLIGHT);
    }

    /** Stretches learnt from since the engine is what it is. */
    long stretches() {
        return stretches;
    }

    /** Mean difference between a stretch and what was predicted for it before, relative; of the latest twenty or so. */
    double predictionError() {
        return predictionError;
    }

    /** Of the six directions in which coefficients vary, how many were seen; the others are as in the prior. */
    double knownDirections() {
        return fit.known();
    }

    /**
     * Relative standard error of the rate at which a replica meets a latency: that of the latency, from the fit's covariance and
     * misfit, over how steeply latency rises there with the number in flight. Beyond what was seen it grows.
     */
    double errorAt(Point point) {
        double[] theta = fit.coefficients();
        Sight there = rows.predicted(theta, point.shape(), point.inFlight());
        Sight beyond = rows.predicted(theta, point.shape(), A_BIT_MORE * point.inFlight());
        double rise = Math.log(beyond.tokenMillis() / there.tokenMillis()) / Math.log(A_BIT_MORE);
        double[] row = rows.ofTokens(there, prefillMillis(there));
        double behind = Math.log(Rows.sum(fit.coefficients(answered), row) / Rows.sum(theta, row));
        double misfit = Math.max(LEAST_MISFIT, fit.misfit());
        double bend = BEND * Math.max(0, Math.log(point.inFlight() / busiest()));
        return Math.sqrt(fit.variance(row) + misfit * misfit + behind * behind + bend * bend)
                / Math.max(LEAST_RISE, Math.min(1, rise));
    }

    /** What is believed of this class: learnt, or else the profile or shipped prior as far as it was corrected. */
    OfHardware belief(Optional<String> hardware, Point point) {
        double error = errorAt(point);
        if (stretches >= LEAST_STRETCHES && error <= MOST_ERROR) {
            return new OfHardware(hardware, profile(), Trust.LEARNT, error);
        }
        boolean asBefore = stretches < LEAST_STRETCHES && prior.trust() == Trust.PROFILE;
        return new OfHardware(hardware, asBefore ? prior.profile() : profile(), prior.trust(), error);
    }

    /** Everything learnt, in plain figures. */
    LearntMemory.OfEngine memory() {
        return new LearntMemory.OfEngine(
                stretches,
                predictionError,
                listOf(fit.logarithms()),
                listOf(answered),
                limits.figures(),
                evidence.places().stream().map(LearntEngine::remembered).toList());
    }

    /** Goes on from such figures. */
    static LearntEngine of(Prior prior, LearntMemory.OfEngine memory) {
        LearntEngine engine = new LearntEngine(prior);
        engine.stretches = memory.stretches();
        engine.predictionError = memory.predictionError();
        engine.answered = arrayOf(memory.answered());
        engine.limits.restore(memory.limits());
        memory.places().forEach(place -> engine.evidence.restore(recalled(place)));
        engine.fit = new LogFit(prior, arrayOf(memory.fitted()));
        if (!memory.places().isEmpty()) {
            engine.fit.step(engine.evidence.places(), engine.evidence.latestMillis());
        }
        return engine;
    }

    /** What is answered, on the grid. */
    private ServingProfile profile() {
        ServingProfile as = prior.profile();
        return new ServingProfile(
                as.name(),
                as.hardware(),
                as.gpus(),
                ProfileGrid.nearest(limits.correct(as.engine())),
                ProfileGrid.nearest(fit.coefficients(answered)));
    }

    private void add(Sight sight, double[] row, double weight) {
        Place place = evidence.placeOf(sight, sight.scraped().orElse(row[1]));
        place.addTokens(row, weight);
        double share = rows.prefillShare(row, fit.coefficients(), sight);
        sight.ownPrefillMillis().ifPresent(own -> {
            double sigma = PROMPT_SIGMA + share;
            place.addPrompt(rows.ofPrompt(sight, own), weight * LogFit.SIGMA * LogFit.SIGMA / (sigma * sigma));
        });
        fit.step(evidence.places(), evidence.latestMillis());
    }

    private double prefillMillis(Sight sight) {
        return sight.ownPrefillMillis().orElseGet(() -> Rows.sum(fit.coefficients(), rows.ofPrompt(sight, 0)));
    }

    private static double noise(Sight sight, double inFlight) {
        return LogFit.SIGMA * LogFit.SIGMA
                + REQUEST_SIGMA * REQUEST_SIGMA / sight.completed()
                + IN_FLIGHT_SIGMA * IN_FLIGHT_SIGMA / inFlight;
    }

    private boolean isChanged(Sight sight) {
        long at = sight.at().toEpochMilli();
        rejectedSince = rejected == 0 ? at : rejectedSince;
        rejected++;
        return rejected >= CHANGED_STRETCHES && at - rejectedSince >= CHANGED_MILLIS;
    }

    private void forget() {
        evidence.clear();
        limits.clear();
        stretches = 0;
        fit = new LogFit(prior, fit.logarithms());
    }

    private void drift(double most) {
        double[] fitted = fit.logarithms();
        for (int i = 0; i < answered.length; i++) {
            answered[i] += Math.max(-most, Math.min(most, fitted[i] - answered[i]));
        }
    }

    private static LearntMemory.OfPlace remembered(Place place) {
        List<Double> figures = new ArrayList<>(2 * Rows.CELLS + 2);
        figures.add(place.tokensWeight);
        figures.add(place.promptWeight);
        figures.addAll(listOf(place.tokens));
        figures.addAll(listOf(place.prompt));
        return new LearntMemory.OfPlace(place.key, Instant.ofEpochMilli(place.seenMillis), figures);
    }

    private static Place recalled(LearntMemory.OfPlace memory) {
        Place place = new Place(memory.key());
        place.seenMillis = memory.seen().toEpochMilli();
        place.tokensWeight = memory.figures().get(0);
        place.promptWeight = memory.figures().get(1);
        for (int i = 0; i < Rows.CELLS; i++) {
            place.tokens[i] = memory.figures().get(2 + i);
            place.prompt[i] = memory.figures().get(2 + Rows.CELLS + i);
        }
        return place;
    }

    private static List<Double> listOf(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    private static double[] arrayOf(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
