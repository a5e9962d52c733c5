// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The skills of all contenders at one horizon. */
final class Scores {
    /** Seconds of evidence after which it counts half: what held two hours ago says little of now. */
    private static final double HALF_LIFE_SECONDS = 5400;
    /** A loss is measured in shares of the rate, but never of less than a request a minute. */
    private static final double LEAST_SCALE = 1.0 / 60;

    private final List<Skill> skills = new ArrayList<>();
    private final double[] spared;
    private final int[] rivals;
    private double ofLastValue;
    private int judged;

    Scores() {
        int size = new Field().size();
        for (int index = 0; index < size; index++) {
            skills.add(new Skill());
        }
        spared = new double[size];
        rivals = new int[size];
    }

    Skill of(int index) {
        return skills.get(index);
    }

    /**
     * Compares forecasts with what came.
     *
     * @param outlooks one for each contender that had one; the last value always has
     * @param outcome seen at the horizon
     * @param horizon in seconds
     * @param every seconds between two judgements
     */
    void judge(List<Optional<Outlook>> outlooks, Sight outcome, double horizon, double every) {
        double rate = outcome.windowPerSecond();
        Outlook lastValue = outlooks.get(0).orElseThrow();
        double base = loss(0, lastValue, outcome, rate, every / horizon);
        double blocks = Math.max(1, horizon / 2 / every);
        ofLastValue += base;
        judged++;
        for (int index = 1; index < outlooks.size(); index++) {
            Optional<Outlook> outlook = outlooks.get(index);
            if (outlook.isPresent()) {
                double noise = outcome.windowNoise(outlook.get().perSecond());
                boolean beyond = skills.get(index).isBeyond(outlook.get(), noise, rate);
                double loss = loss(index, outlook.get(), outcome, rate, every / horizon);
                spared[index] += base - loss;
                rivals[index]++;
                if (Direction.isTelling(outlook.get(), lastValue, noise)) {
                    double off = Math.abs(rate - outlook.get().perSecond());
                    double change = Math.abs(outlook.get().perSecond() - lastValue.perSecond());
                    double scale = Math.max(LEAST_SCALE, Math.max(rate, lastValue.perSecond()));
                    skills.get(index)
                            .direction()
                            .add(base, loss, beyond && off > Direction.TRIFLE * scale, change / scale, blocks, every);
                }
            }
        }
        if (judged >= blocks) {
            closeBlock(every);
        }
    }

    private double loss(int index, Outlook outlook, Sight outcome, double rate, double share) {
        double noise = outcome.windowNoise(outlook.perSecond());
        return skills.get(index).judge(outlook, noise, rate, Math.max(LEAST_SCALE, rate), Math.min(1, share));
    }

    private void closeBlock(double every) {
        double memory = Math.pow(0.5, judged * every / HALF_LIFE_SECONDS);
        for (int index = 1; index < spared.length; index++) {
            if (rivals[index] == judged) {
                skills.get(index).gain().add(spared[index] / judged, ofLastValue / judged, memory);
            }
        }
        Arrays.fill(spared, 0);
        Arrays.fill(rivals, 0);
        ofLastValue = 0;
        judged = 0;
    }

    /** Who has gained most, of those whose gain is proven; the last value's index where nobody's is. */
    int best() {
        int best = 0;
        for (int index = 1; index < skills.size(); index++) {
            Gain gain = skills.get(index).gain();
            if (gain.isProven()
                    && (best == 0 || gain.share() > skills.get(best).gain().share())) {
                best = index;
            }
        }
        return best;
    }

    void take(Scores other) {
        for (int index = 0; index < skills.size(); index++) {
            Skill from = other.of(index);
            skills.get(index).take(from.scores(), from.gain());
        }
    }

    List<ContestMemory.Known> known(int horizon, Field field) {
        List<ContestMemory.Known> known = new ArrayList<>();
        for (int index = 0; index < skills.size(); index++) {
            Skill skill = skills.get(index);
            List<Double> scores = Arrays.stream(skill.scores()).boxed().toList();
            Optional<ContestMemory.Won> foretold =
                    field.isOfDays(index) ? Optional.of(skill.direction().won()) : Optional.empty();
            known.add(new ContestMemory.Known(
                    field.method(index), horizon, scores, skill.gain().won(), foretold));
        }
        return known;
    }

    void restore(int index, ContestMemory.Known known) {
        ContestMemory.Won won = known.won();
        Gain gain = new Gain();
        gain.set(2 * won.weight(), 2 * won.spared(), 2 * won.squares(), 2 * won.baseline());
        double[] scores =
                known.scores().stream().mapToDouble(Double::doubleValue).toArray();
        skills.get(index).take(scores, gain);
        known.foretold().ifPresent(skills.get(index).direction()::restore);
    }
}
