// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.supply.LeadTimeCurve.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The newest starts of each kind, and how long starts take by them. Immutable. */
final class StartBook {
    /** Starts that are kept of each kind; the oldest of so many weigh a sixteenth. */
    static final int MOST_OF_A_KIND = 48;

    /** After so many further starts one weighs half: images, registries and nodes change. */
    static final double HALF_LIFE = 12;

    /** The newest starts tell which kind the next one meets: after so many further ones one weighs half. */
    private static final double KIND_HALF_LIFE = 3;

    /** What another class of hardware says of this one: loading differs, the way there does not. */
    private static final double OTHER_HARDWARE = 0.1;

    /** Starts that what is believed without any is worth. */
    private static final double PRIOR_WEIGHT = 2;

    /** Spread of that belief, in logarithms; published starts of one deployment have 0.15 (warm node) to 0.35 (new node, big image). */
    private static final double PRIOR_SPREAD = 0.35;

    /** Normal scores of 0.1, 0.2, … 0.9 and 0.99: an equal part of the belief ends at each. */
    private static final double[] SCORES = {
        -1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816, 2.3263
    };

    /** That of {@link LeadTimes#LIKELY}. */
    private static final double LIKELY_SCORE = 0.8416;

    /** A new node decides, boots and joins: medians of published start-ups, as the lab's lead times have them. */
    private static final double JOINING_SECONDS = 95;

    /** And has no image yet; likewise. */
    private static final double PULLING_SECONDS = 100;

    private final List<Start> starts;
    private final double usualSeconds;
    private final double newNodeShare;
    private final Map<Question, LeadTimeCurve> curves = new ConcurrentHashMap<>();

    /**
     * A book.
     *
     * @param starts in the order in which they ended
     * @param usualSeconds P80 of a start on a warm node as long as none is known; above 0
     */
    StartBook(List<Start> starts, double usualSeconds) {
        this.starts = List.copyOf(starts);
        this.usualSeconds = usualSeconds;
        this.newNodeShare = newNodeShareOf(this.starts);
    }

    /** Part of a start. */
    enum Leg {
        /** From when the replica came into being. */
        WHOLE,
        /** From when it had its node. */
        ON_ITS_NODE
    }

    /**
     * What is asked of the book.
     *
     * @param leg which part of a start
     * @param node of which kind
     * @param hardware class for which it is asked; empty for all alike
     */
    record Question(Leg leg, NodeKind node, Optional<String> hardware) {}

    List<Start> starts() {
        return starts;
    }

    /** With one more. One that failed displaces none that did not. */
    StartBook with(Start start) {
        List<Start> more = new ArrayList<>(starts);
        more.add(start);
        List<Start> alike = more.stream()
                .filter(one -> one.node() == start.node() && one.failed() == start.failed())
                .toList();
        if (alike.size() > MOST_OF_A_KIND) {
            more.remove(alike.get(0));
        }
        return new StartBook(more, usualSeconds);
    }

    /** With each start as the change makes it. */
    StartBook changed(UnaryOperator<Start> change) {
        List<Start> changed = starts.stream().map(change).toList();
        return changed.equals(starts) ? this : new StartBook(changed, usualSeconds);
    }

    /** How long a part of a start takes. */
    LeadTimeCurve curve(Question question) {
        LeadTimeCurve known = curves.get(question);
        if (known == null) {
            // Not computed within the map: the curve of one kind asks for that of the other.
            known = LeadTimeCurve.through(observed(question));
            curves.put(question, known);
        }
        return known;
    }

    /** The same where some have been under way for so many seconds. */
    LeadTimeCurve curve(Question question, List<Double> underWay) {
        return underWay.isEmpty() ? curve(question) : curve(question).withUnderWay(underWay);
    }

    /** Share of new nodes among the newest starts; 0 with none. */
    double newNodeShare() {
        return newNodeShare;
    }

    private static double newNodeShareOf(List<Start> starts) {
        double decay = Math.pow(0.5, 1 / KIND_HALF_LIFE);
        double weight = 1;
        double all = 0;
        double onNewNodes = 0;
        for (int index = starts.size() - 1; index >= 0; index--) {
            Start start = starts.get(index);
            if (!start.failed()) {
                all += weight;
                onNewNodes += start.node() == NodeKind.NEW ? weight : 0;
                weight *= decay;
            }
        }
        return all == 0 ? 0 : onNewNodes / all;
    }

    static double secondsOf(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private List<Observation> observed(Question question) {
        List<Observation> observed = new ArrayList<>();
        double slow = usualSlowness(question.node());
        double weight = 1;
        double logs = 0;
        double weights = 0;
        for (int index = starts.size() - 1; index >= 0; index--) {
            Start start = starts.get(index);
            double seconds = secondsOf(start, question.leg(), slow);
            if (start.node() != question.node() || Double.isNaN(seconds)) {
                continue;
            }
            double counts = weight * nearness(start, question);
            observed.add(new Observation(seconds, counts, !start.failed()));
            if (!start.failed()) {
                logs += counts * Math.log(Math.max(1, seconds));
                weights += counts;
                // A failed one makes none of the others count for less.
                weight *= Math.pow(0.5, 1 / HALF_LIFE);
            }
        }
        double middle = (PRIOR_WEIGHT * Math.log(believedMedian(question)) + logs) / (PRIOR_WEIGHT + weights);
        for (double score : SCORES) {
            double seconds = Math.exp(middle + score * PRIOR_SPREAD);
            observed.add(new Observation(seconds, PRIOR_WEIGHT / SCORES.length, true));
        }
        return observed;
    }

    /** Without a start of its kind: that of a warm node, and for a new one what that adds. */
    private double believedMedian(Question question) {
        if (question.node() == NodeKind.WARM) {
            return usualSeconds / Math.exp(LIKELY_SCORE * PRIOR_SPREAD);
        }
        double added = PULLING_SECONDS + (question.leg() == Leg.WHOLE ? JOINING_SECONDS : 0);
        return curve(new Question(question.leg(), NodeKind.WARM, question.hardware()))
                        .at(0.5)
                + added;
    }

    /** What those are slower for at first of which telemetry does not tell. */
    private double usualSlowness(NodeKind node) {
        return starts.stream()
                .filter(start -> start.settled() && start.node() == node)
                .mapToDouble(Start::slowFor)
                .average()
                .orElse(0);
    }

    private static double nearness(Start start, Question question) {
        boolean other = question.hardware().isPresent()
                && start.hardware().isPresent()
                && !start.hardware().equals(question.hardware());
        return other ? OTHER_HARDWARE : 1;
    }

    /** Not a number where the start does not tell. */
    private static double secondsOf(Start start, Leg leg, double usualSlowness) {
        double from = leg == Leg.WHOLE ? 0 : start.boundAfter().orElse(Double.NaN);
        double slow = start.failed() || start.settled() ? start.slowFor() : Math.max(start.slowFor(), usualSlowness);
        return Math.max(0, start.readyAfter() - from) + slow;
    }
}
