// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The HPA with a behavior, slow and obviously right: it remembers every sync and works all out anew. */
final class ObviousAutoscaler {
    private record Sync(double at, int wanted, int before, int after) {}

    private final HpaBehavior behavior;
    private final List<Sync> past = new ArrayList<>();

    ObviousAutoscaler(HpaBehavior behavior) {
        this.behavior = behavior;
    }

    int sync(double proposal, int replicas, double now) {
        // In thousandths, as Kubernetes does: 39.6 of 36 is tolerated at 0.1 or not by the last bit.
        double ratio = Math.rint(proposal * 1000) / (1000.0 * replicas);
        boolean tolerated = ratio >= 1 - behavior.tolerance() && ratio <= 1 + behavior.tolerance();
        int wanted = tolerated ? replicas : (int) Math.ceil(proposal);
        int first = past.isEmpty() ? replicas : past.get(0).before();
        int least = wishes(behavior.up(), now, wanted, first).min().orElseThrow();
        int most = wishes(behavior.down(), now, wanted, first).max().orElseThrow();
        int damped = replicas < least ? least : Math.min(replicas, most);
        int after = Math.max(behavior.minReplicas(), Math.min(behavior.maxReplicas(), limited(damped, replicas, now)));
        past.add(new Sync(now, wanted, replicas, after));
        return after;
    }

    /** The first replicas found are a wish as of the first sync. */
    private IntStream wishes(Rules rules, double now, int wanted, int first) {
        double from = now - rules.stabilisationSeconds();
        double began = past.isEmpty() ? now : past.get(0).at();
        Stream<Integer> old = past.stream().filter(sync -> sync.at() > from).map(Sync::wanted);
        Stream<Integer> initial = began > from ? Stream.of(first) : Stream.of();
        return Stream.of(old, initial, Stream.of(wanted)).flatMap(all -> all).mapToInt(Integer::intValue);
    }

    private int limited(int wanted, int replicas, double now) {
        if (wanted > replicas) {
            IntStream allowed = behavior.up().limits().stream().mapToInt(limit -> {
                int start = start(limit, replicas, now);
                return limit.kind() == Limit.Kind.PODS
                        ? start + limit.value()
                        : (int) Math.ceil(start * (1 + limit.value() / 100.0));
            });
            int highest = allowed.max().orElseThrow();
            return Math.min(wanted, Math.max(highest, replicas));
        }
        if (wanted < replicas) {
            IntStream allowed = behavior.down().limits().stream().mapToInt(limit -> {
                int start = start(limit, replicas, now);
                return limit.kind() == Limit.Kind.PODS
                        ? start - limit.value()
                        : (int) (start * (1 - limit.value() / 100.0));
            });
            int lowest = allowed.min().orElseThrow();
            return Math.max(wanted, Math.min(lowest, replicas));
        }
        return wanted;
    }

    private int start(Limit limit, int replicas, double now) {
        int gained = past.stream()
                .filter(sync -> sync.at() > now - limit.periodSeconds())
                .mapToInt(sync -> sync.after() - sync.before())
                .sum();
        return replicas - gained;
    }
}
