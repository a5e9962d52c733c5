// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.compare.verdict.ParetoFront;
import dev.headroom.lab.policy.BaselineFamily;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.work.Crew;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What others attain with as many replicas as Headroom has: each one's knob is turned until its mean replicas lie on both sides of
 * Headroom's, the gap is halved twice, and its attainment is read off its front between the two.
 */
final class EqualReplicas {
    /** Steps of the knob until the replicas wanted are passed. */
    private static final double STRIDE = 1.4;

    private static final int MOST_STRIDES = 4;
    private static final int HALVINGS = 2;
    /** Of a mean over orders; nearer than that is the same. */
    private static final double NEAR_REPLICAS = 0.03;

    private final Crew crew;

    EqualReplicas(Crew crew) {
        this.crew = crew;
    }

    /** A course of traffic on which a policy can be run: all episodes of it, in the mean. */
    @FunctionalInterface
    interface Course {
        /** What it came to. */
        ScoredRamp.Score play(PolicyVariant variant);
    }

    /**
     * One baseline's.
     *
     * @param policy id
     * @param variant {@code shipped}, or how it was tuned
     * @param tuned whether its parameters were chosen on the training orders
     * @param attainment at Headroom's mean replicas; empty where its cheapest outcome has more
     */
    record Line(String policy, String variant, boolean tuned, OptionalDouble attainment) {}

    /** Where two knobs came to. */
    private record At(double knob, ScoredRamp.Score score) {}

    /**
     * The lines, best first.
     *
     * @param replicas Headroom's, on the course that is judged
     * @param judged course
     * @param trainingReplicas Headroom's, on the training's
     * @param training course; empty tunes nobody
     */
    List<Line> lines(
            List<BaselineFamily> families,
            double replicas,
            Course judged,
            double trainingReplicas,
            List<Course> training) {
        record Job(BaselineFamily family, boolean tuned) {}
        List<Job> jobs = new ArrayList<>();
        for (BaselineFamily family : families) {
            jobs.add(new Job(family, false));
            if (!family.tuningGrid().isEmpty() && !training.isEmpty()) {
                jobs.add(new Job(family, true));
            }
        }
        return crew
                .map(jobs, job -> {
                    PolicyVariant variant = job.tuned()
                            ? tuned(job.family(), trainingReplicas, training.get(0))
                            : job.family().shipped();
                    return new Line(
                            job.family().policy(), variant.variant(), job.tuned(), at(variant, replicas, judged));
                })
                .stream()
                .sorted(Comparator.<Line>comparingDouble(line -> -orLeast(line.attainment()))
                        .thenComparing(Line::policy)
                        .thenComparing(Line::variant))
                .toList();
    }

    /** The grid's best at as many replicas, what is shipped among it. */
    private static PolicyVariant tuned(BaselineFamily family, double replicas, Course training) {
        return Stream.concat(Stream.of(family.shipped()), family.tuningGrid().stream())
                .max(Comparator.comparingDouble(variant -> orLeast(at(variant, replicas, training))))
                .orElseThrow();
    }

    private static double orLeast(OptionalDouble attainment) {
        return attainment.orElse(Double.NEGATIVE_INFINITY);
    }

    /** A policy's attainment at so many replicas in the mean. */
    static OptionalDouble at(PolicyVariant variant, double replicas, Course course) {
        List<At> tried = new ArrayList<>();
        tried.add(tried(variant, 1, course));
        boolean tooMany = tried.get(0).score().meanReplicas() > replicas;
        for (int stride = 1; stride <= MOST_STRIDES && !enclosed(tried, replicas); stride++) {
            tried.add(tried(variant, Math.pow(STRIDE, tooMany ? -stride : stride), course));
        }
        for (int halving = 0; halving < HALVINGS && enclosed(tried, replicas); halving++) {
            OptionalDouble between = between(tried, replicas);
            if (between.isEmpty()) {
                break;
            }
            tried.add(tried(variant, between.getAsDouble(), course));
        }
        return ParetoFront.of(tried.stream()
                        .map(at -> new ParetoFront.Point(
                                at.score().meanReplicas(), at.score().attainment()))
                        .toList())
                .attainmentAt(replicas)
                .value();
    }

    private static At tried(PolicyVariant variant, double knob, Course course) {
        return new At(knob, course.play(variant.withKnob(knob)));
    }

    private static boolean enclosed(List<At> tried, double replicas) {
        return tried.stream().anyMatch(at -> at.score().meanReplicas() <= replicas)
                && tried.stream().anyMatch(at -> at.score().meanReplicas() >= replicas);
    }

    /** Halfway, in logarithms, between the nearest below and the nearest above; empty where one of them is near enough. */
    private static OptionalDouble between(List<At> tried, double replicas) {
        ToDoubleFunction<At> count = at -> at.score().meanReplicas();
        At below = tried.stream()
                .filter(at -> count.applyAsDouble(at) <= replicas)
                .max(Comparator.comparingDouble(count))
                .orElseThrow();
        At above = tried.stream()
                .filter(at -> count.applyAsDouble(at) >= replicas)
                .min(Comparator.comparingDouble(count))
                .orElseThrow();
        double nearest = Math.min(replicas - count.applyAsDouble(below), count.applyAsDouble(above) - replicas);
        return nearest < NEAR_REPLICAS
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(below.knob() * above.knob()));
    }
}
