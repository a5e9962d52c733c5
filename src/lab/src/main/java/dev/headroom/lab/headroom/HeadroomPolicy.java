// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.keda.HorizontalAutoscaler;
import dev.headroom.lab.keda.KedaScaling;
import dev.headroom.lab.keda.ScaledObjectSpec;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.telemetry.pipeline.IngestTally;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Headroom as its user without a line of code has it: servers' spans and scraped metrics as OTLP bytes, through Kafka, the service's
 * own path from decoding to the plan, and KEDA and the HPA with the recommended behaviour. It plans as often as the service does;
 * the HPA takes the plan that is newest when it asks. One thread, and time goes forward only.
 */
public final class HeadroomPolicy implements ScalingPolicy {
    private final PlannerDocuments documents;
    private final HeadroomOptions options;
    private final Consumer<Decision> decisions;
    private final SimulatedInstants moments;
    private final Informers informers;
    private final Kafka kafka;
    private final Producers producers;
    private final KedaScaling keda;
    private final double kedaBegins;
    private Optional<RealPath> path;
    private Optional<RealPath.Kept> kept = Optional.empty();
    private boolean restarted;
    private double plansAt;
    private final KedaScaling.Scaler answers = new KedaScaling.Scaler() {
        @Override
        public OptionalDouble metric(double now) {
            return newestPlan()
                    .map(plan -> plan.answer()
                            .fold(known -> OptionalDouble.of(known.count()), unavailable -> OptionalDouble.empty()))
                    .orElse(OptionalDouble.empty());
        }

        @Override
        public boolean active(double now) {
            return metric(now).orElseThrow() > 0;
        }
    };

    /** Has seen nothing yet. */
    public HeadroomPolicy(PlannerDocuments documents, HeadroomOptions options) {
        this(documents, options, record -> {});
    }

    /**
     * Has seen nothing yet.
     *
     * @param tap told of each record when it is in Kafka, in order
     */
    public HeadroomPolicy(PlannerDocuments documents, HeadroomOptions options, Consumer<ProducedRecord> tap) {
        this(documents, options, tap, decision -> {});
    }

    /**
     * Has seen nothing yet.
     *
     * @param tap told of each record when it is in Kafka, in order
     * @param decisions told of each plan
     */
    public HeadroomPolicy(
            PlannerDocuments documents,
            HeadroomOptions options,
            Consumer<ProducedRecord> tap,
            Consumer<Decision> decisions) {
        SplittableRandom chance = new SplittableRandom(options.seed());
        this.documents = documents;
        this.decisions = decisions;
        this.options = options;
        this.moments = new SimulatedInstants(options.start());
        this.informers = new Informers(options.sees());
        this.kafka = new Kafka(options.faults(), moments, chance.split(), tap);
        this.producers = new Producers(documents, options, chance.split(), kafka::send);
        ReplicaLimits limits = documents.policy().replicas();
        this.keda = new KedaScaling(ScaledObjectSpec.recommended(limits.min(), limits.max()));
        this.kedaBegins = HorizontalAutoscaler.SYNC_SECONDS * chance.nextDouble();
        this.path = Optional.of(begun());
        this.plansAt = options.planEverySeconds();
    }

    @Override
    public void admitted(ServedRequest request) {
        producers.admitted(request);
    }

    @Override
    public void ended(PodIdentity pod, ServedRequest request) {
        producers.ended(pod, request);
    }

    @Override
    public OptionalInt advanceTo(double now, FleetSight fleet) {
        informers.see(fleet);
        producers.advanceTo(now, fleet);
        while (plansAt <= now) {
            planAt(plansAt);
            plansAt += options.planEverySeconds();
        }
        return now < kedaBegins ? OptionalInt.empty() : keda.advanceTo(now, fleet.replicas(), answers);
    }

    @Override
    public String because() {
        return newestPlan()
                .map(plan -> plan.answer()
                        .fold(known -> plan.because(), unavailable -> "no answer: " + unavailable.sentence()))
                .orElse("no plan has been made");
    }

    /** The plan that is answered with; empty before the first and while the scaler is down. */
    public Optional<ReplicaPlan> newestPlan() {
        return path.flatMap(RealPath::newestPlan);
    }

    /** Goes on from what was learnt before; to be called before the episode begins. */
    public HeadroomPolicy goingOnFrom(Experience experience) {
        path.orElseThrow().goOnFrom(experience);
        return this;
    }

    /** What it would go on from; as good as nothing while the scaler is down. */
    public Experience experience() {
        return path.map(RealPath::experience).orElse(Experience.NONE);
    }

    /** What became of the records that the scaler read since it began; empty while it is down. */
    public Optional<IngestTally> tally() {
        return path.map(RealPath::tally);
    }

    private void planAt(double at) {
        options.faults().restart().ifPresent(restart -> restartWhenDue(restart, at));
        path.ifPresent(running -> {
            kafka.advanceTo(at, (record, readAt) -> running.read(record, moments.at(readAt)));
            running.planAt(moments.at(at));
        });
    }

    private void restartWhenDue(TelemetryFaults.Restart restart, double at) {
        if (!restarted && at >= restart.at() && path.isPresent()) {
            kept = path.get().kept();
            path = Optional.empty();
            restarted = true;
        }
        if (restarted && path.isEmpty() && at >= restart.at() + restart.downSeconds()) {
            RealPath anew = begun();
            if (restart.replays()) {
                kept.ifPresent(anew::goOnFrom);
            }
            path = Optional.of(anew);
            kafka.restart(at, restart.replays(), (record, readAt) -> anew.read(record, moments.at(readAt)));
        }
    }

    private RealPath begun() {
        return new RealPath(documents, options, kafka::status, informers, decisions);
    }
}
