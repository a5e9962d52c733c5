// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.keda.HorizontalAutoscaler;
import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.policy.law.Decision;
import dev.headroom.lab.policy.monitor.Cadence;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** How a law's decisions become replicas, and when it is asked. One thread, and time goes forward only. */
interface Actuation {
    /** How often the HPA looks: {@code --horizontal-pod-autoscaler-sync-period} of kube-controller-manager. */
    double HPA_SYNC_SECONDS = 15;

    /** Whether the law is asked now. Called once at each moment. */
    boolean asksAt(double now);

    /**
     * Replicas to set now; empty leaves them. Called once at each moment, after {@link #asksAt}.
     *
     * @param newest decision of the law
     * @param replicas of the Deployment, counted only where they are needed
     */
    OptionalInt act(Decision newest, IntSupplier replicas, double now);

    /** KEDA: the query runs when the HPA syncs. A query that fails leaves the replicas alone. */
    static Actuation keda(HpaBehavior behavior, RandomGenerator chance) {
        return new Keda(
                new HorizontalAutoscaler(behavior), new Cadence(HPA_SYNC_SECONDS, phase(HPA_SYNC_SECONDS, chance)));
    }

    /** A controller that exports its wish as a gauge of whole replicas, and an HPA that follows the gauge. */
    static Actuation gauge(double controllerSeconds, HpaBehavior behavior, RandomGenerator chance) {
        return new GaugeAndHpa(
                new Cadence(controllerSeconds, phase(controllerSeconds, chance)),
                new HorizontalAutoscaler(behavior),
                new Cadence(HPA_SYNC_SECONDS, phase(HPA_SYNC_SECONDS, chance)));
    }

    /** A controller that sets replicas itself. */
    static Actuation own(double controllerSeconds, Bounds bounds, RandomGenerator chance) {
        return new Own(new Cadence(controllerSeconds, phase(controllerSeconds, chance)), bounds);
    }

    private static double phase(double periodSeconds, RandomGenerator chance) {
        return periodSeconds * chance.nextDouble();
    }

    /** KEDA and the HPA it makes. */
    final class Keda implements Actuation {
        private final HorizontalAutoscaler hpa;
        private final Cadence syncs;
        private boolean syncing;

        private Keda(HorizontalAutoscaler hpa, Cadence syncs) {
            this.hpa = hpa;
            this.syncs = syncs;
        }

        @Override
        public boolean asksAt(double now) {
            syncing = syncs.due(now);
            return syncing;
        }

        @Override
        public OptionalInt act(Decision newest, IntSupplier replicas, double now) {
            return syncing && newest.replicas().isPresent()
                    ? OptionalInt.of(hpa.sync(newest.replicas().getAsDouble(), replicas.getAsInt(), now))
                    : OptionalInt.empty();
        }
    }

    /** A controller before an HPA. */
    final class GaugeAndHpa implements Actuation {
        private final Cadence controller;
        private final HorizontalAutoscaler hpa;
        private final Cadence syncs;

        private GaugeAndHpa(Cadence controller, HorizontalAutoscaler hpa, Cadence syncs) {
            this.controller = controller;
            this.hpa = hpa;
            this.syncs = syncs;
        }

        @Override
        public boolean asksAt(double now) {
            return controller.due(now);
        }

        @Override
        public OptionalInt act(Decision newest, IntSupplier replicas, double now) {
            return syncs.due(now) && newest.replicas().isPresent()
                    ? OptionalInt.of(hpa.sync(Math.ceil(newest.replicas().getAsDouble()), replicas.getAsInt(), now))
                    : OptionalInt.empty();
        }
    }

    /** A controller alone. */
    final class Own implements Actuation {
        private final Cadence controller;
        private final Bounds bounds;
        private boolean deciding;

        private Own(Cadence controller, Bounds bounds) {
            this.controller = controller;
            this.bounds = bounds;
        }

        @Override
        public boolean asksAt(double now) {
            deciding = controller.due(now);
            return deciding;
        }

        @Override
        public OptionalInt act(Decision newest, IntSupplier replicas, double now) {
            return deciding && newest.replicas().isPresent()
                    ? OptionalInt.of(bounds.of(newest, replicas.getAsInt()))
                    : OptionalInt.empty();
        }
    }
}
