// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How long something takes, as the share of it that is done after so many seconds: the product-limit estimate of Kaplan and Meier
 * (J. Amer. Statist. Assoc. 53, 1958), each observation with a weight. What was still going on when it was last seen counts as
 * longer than that, and moves no quantile down.
 */
final class LeadTimeCurve {
    /**
     * How much longer the longest of all will take that is not over yet, in quarters of its weight: half of such end within a
     * quarter of the time they have had, all within as long again. Our choice, longer than a log-normal's: what is overdue may wait
     * for something that is not to be had.
     */
    private static final double[] OVERDUE = {1.1, 1.25, 1.5, 2};

    /** Shares add up to one but for the last bits. */
    private static final double ROUNDING = 1e-9;

    // What ended just then was still going on just before.
    private static final Comparator<Observation> ORDER =
            Comparator.comparingDouble(Observation::seconds).thenComparing(one -> !one.over());

    private final List<Observation> ascending;
    private final double[] seconds;
    private final double[] done;

    private LeadTimeCurve(List<Observation> ascending, double[] seconds, double[] done) {
        this.ascending = ascending;
        this.seconds = seconds;
        this.done = done;
    }

    /**
     * Something that took, or has so far taken, a time.
     *
     * @param seconds how long; 0 or more
     * @param weight above 0
     * @param over whether it is over
     */
    record Observation(double seconds, double weight, boolean over) {}

    /** The curve through observations, at least one. */
    static LeadTimeCurve through(List<Observation> observations) {
        List<Observation> ascending = new ArrayList<>(observations);
        ascending.sort(ORDER);
        return throughAscending(ascending);
    }

    private static LeadTimeCurve throughAscending(List<Observation> ascending) {
        double atRisk = 0;
        for (Observation one : ascending) {
            atRisk += one.weight();
        }
        double[] seconds = new double[ascending.size() + OVERDUE.length];
        double[] done = new double[seconds.length];
        int size = 0;
        double going = 1;
        double last = 0;
        for (Observation one : ascending) {
            if (one.over() && atRisk > 0) {
                going *= Math.max(0, 1 - one.weight() / atRisk);
                seconds[size] = one.seconds();
                done[size++] = 1 - going;
            }
            atRisk -= one.weight();
            last = one.seconds();
        }
        if (going > ROUNDING) {
            for (int part = 0; part < OVERDUE.length; part++) {
                seconds[size] = last * OVERDUE[part];
                done[size++] = 1 - going * (OVERDUE.length - 1 - part) / OVERDUE.length;
            }
        }
        return new LeadTimeCurve(ascending, Arrays.copyOf(seconds, size), Arrays.copyOf(done, size));
    }

    /** The same with some that have been under way for so many seconds, of weight 1 each. */
    LeadTimeCurve withUnderWay(List<Double> ages) {
        List<Observation> more = new ArrayList<>(ascending.size() + ages.size());
        List<Double> sorted = ages.stream().sorted().toList();
        int next = 0;
        for (Observation one : ascending) {
            while (next < sorted.size() && sorted.get(next) < one.seconds()) {
                more.add(new Observation(sorted.get(next++), 1, false));
            }
            more.add(one);
        }
        sorted.subList(next, sorted.size()).forEach(age -> more.add(new Observation(age, 1, false)));
        return throughAscending(more);
    }

    /**
     * Seconds after which a share is done.
     *
     * @param share above 0, below 1
     */
    double at(double share) {
        for (int point = 0; point < done.length; point++) {
            if (done[point] >= share - ROUNDING) {
                return seconds[point];
            }
        }
        return seconds[seconds.length - 1];
    }

    /**
     * Seconds after which a share is done of what still goes on after {@code age} seconds: as long again where nothing ever took
     * that long.
     *
     * @param share above 0, below 1
     */
    double leftAfter(double age, double share) {
        double before = doneAfter(age);
        return before >= 1 - ROUNDING ? age : Math.max(0, at(before + share * (1 - before)) - age);
    }

    /** Share that is done after so many seconds. */
    double doneAfter(double age) {
        int point = 0;
        while (point < seconds.length && seconds[point] <= age) {
            point++;
        }
        return point == 0 ? 0 : done[point - 1];
    }

    /** Seconds after which a share is done, of a mixture of which {@code otherShare} goes by the other curve. */
    double mixedAt(double share, LeadTimeCurve other, double otherShare) {
        int mine = 0;
        int others = 0;
        double longest = 0;
        double reached = 0;
        while (reached < share - ROUNDING && (mine < seconds.length || others < other.seconds.length)) {
            boolean own =
                    others == other.seconds.length || (mine < seconds.length && seconds[mine] <= other.seconds[others]);
            longest = own ? seconds[mine++] : other.seconds[others++];
            reached = (1 - otherShare) * (mine == 0 ? 0 : done[mine - 1])
                    + otherShare * (others == 0 ? 0 : other.done[others - 1]);
        }
        return longest;
    }
}
