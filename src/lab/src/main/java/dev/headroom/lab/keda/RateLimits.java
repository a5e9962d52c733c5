// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import dev.headroom.lab.keda.HpaBehavior.Select;
import java.util.ArrayDeque;

/**
 * How far the HPA may go now. Every policy counts from the replicas at its period's start, which the HPA works out from the
 * changes it has made itself in both directions.
 */
final class RateLimits {
    private static final double PERCENT = 100;

    private record Change(double at, int replicas) {}

    private final Rules up;
    private final Rules down;
    private final double longestSeconds;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();

    RateLimits(HpaBehavior behavior) {
        this.up = behavior.up();
        this.down = behavior.down();
        this.longestSeconds = Math.max(longest(up), longest(down));
    }

    /** Enters what a sync did. */
    void scaled(int before, int after, double now) {
        if (before != after) {
            changes.removeIf(old -> old.at() <= now - longestSeconds);
            changes.add(new Change(now, after - before));
        }
    }

    /** The wish, or as far toward it as is allowed. */
    int limited(int wanted, int replicas, double now) {
        if (wanted > replicas) {
            return Math.min(wanted, Math.max(replicas, highest(replicas, now)));
        }
        return wanted < replicas ? Math.max(wanted, Math.min(replicas, lowest(replicas, now))) : wanted;
    }

    private int highest(int replicas, double now) {
        if (up.select() == Select.DISABLED) {
            return replicas;
        }
        if (up.limits().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        boolean most = up.select() == Select.MAX;
        int result = most ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (Limit limit : up.limits()) {
            int allowed = raised(limit, periodStart(limit, replicas, now));
            result = most ? Math.max(result, allowed) : Math.min(result, allowed);
        }
        return result;
    }

    private int lowest(int replicas, double now) {
        if (down.select() == Select.DISABLED) {
            return replicas;
        }
        if (down.limits().isEmpty()) {
            return 0;
        }
        boolean most = down.select() == Select.MAX;
        int result = most ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (Limit limit : down.limits()) {
            int allowed = lowered(limit, periodStart(limit, replicas, now));
            result = most ? Math.min(result, allowed) : Math.max(result, allowed);
        }
        return result;
    }

    /** Rounded up: a percentage of few replicas would never add one. */
    private static int raised(Limit limit, int from) {
        return limit.kind() == Limit.Kind.PODS
                ? from + limit.value()
                : (int) Math.ceil(from * (1 + limit.value() / PERCENT));
    }

    private static int lowered(Limit limit, int from) {
        return limit.kind() == Limit.Kind.PODS ? from - limit.value() : (int) (from * (1 - limit.value() / PERCENT));
    }

    private int periodStart(Limit limit, int replicas, double now) {
        int start = replicas;
        for (Change change : changes) {
            start -= change.at() > now - limit.periodSeconds() ? change.replicas() : 0;
        }
        return start;
    }

    private static double longest(Rules rules) {
        double longest = 0;
        for (Limit limit : rules.limits()) {
            longest = Math.max(longest, limit.periodSeconds());
        }
        return longest;
    }
}
