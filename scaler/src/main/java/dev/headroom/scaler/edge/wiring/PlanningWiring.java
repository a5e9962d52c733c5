// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.HistoryRound;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.LearnedStates;
import dev.headroom.scaler.cycle.PlanOutlet;
import dev.headroom.scaler.cycle.PlanningCycle;
import dev.headroom.scaler.cycle.PlanningInputs;
import dev.headroom.scaler.cycle.PlanningRound;
import dev.headroom.scaler.cycle.PolicyAgreement;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.cycle.WantedReplicas;
import dev.headroom.scaler.cycle.YieldPoint;
import dev.headroom.scaler.decision.RecordedPlanner;
import dev.headroom.scaler.edge.grpc.ScalerDesk;
import dev.headroom.scaler.edge.kafka.PlansTopic;
import dev.headroom.scaler.edge.metrics.ProfileMeters;
import dev.headroom.scaler.edge.metrics.ServiceMeters;
import dev.headroom.scaler.edge.planning.PlanningLoop;
import dev.headroom.scaler.edge.planning.ProfileLog;
import dev.headroom.scaler.edge.planning.RestAfterWork;
import dev.headroom.scaler.edge.planning.RoundLog;
import dev.headroom.scaler.edge.planning.UrgentSteps;
import dev.headroom.scaler.edge.planning.WakeUp;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.scaler.plan.HpaStep;
import dev.headroom.scaler.plan.HpaTolerance;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** The second half of the path: from snapshots to plans, and the receivers of plans. */
@ApplicationScoped
public class PlanningWiring {
    private static final Logger LOG = Logger.getLogger(PlanningWiring.class);

    private final PlanningLoop loop;
    private final ScalerDesk desk;
    private final HeadroomSettings settings;
    private final WakeUp wakeUp;

    /** Called by CDI. */
    public PlanningWiring(PlanningLoop loop, ScalerDesk desk, HeadroomSettings settings, WakeUp wakeUp) {
        this.loop = loop;
        this.desk = desk;
        this.settings = settings;
        this.wakeUp = wakeUp;
    }

    /** After the documents are watched, so that the first round knows them. */
    void start(
            @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event,
            WorkloadWindows windows,
            LatestPlans latestPlans) {
        if (settings.role() == HeadroomSettings.Role.SERVE) {
            windows.whenAdmitted(wakeUp::admitted);
            latestPlans.whenRisen(workload -> wakeUp.risen());
            loop.start(settings.plan().every());
        }
    }

    /** First of all: the streams must be completed while the server still runs. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        desk.close();
        loop.stop();
    }

    /** State that is written after each round: history, and state for other replicas. */
    public record Bookkeeping(List<RoundListener> listeners) {}

    /** Further context of a workload: the cluster, and the listener for profiles that differ from the running servers. */
    public record Around(SurroundingsSource surroundings, ProfileLog profiles) {}

    /** Drops the state of workloads that no policy steers any more. */
    @FunctionalInterface
    public interface Forgetting extends RoundListener {}

    /** Producers of the planning's collaborators. */
    public static class Producers {
        @Produces
        @Singleton
        LearnedStates learnedStates(HeadroomSettings settings, PlansTopic.Stores stores) {
            return new LearnedStates(settings.plan().horizon(), stores.learnt());
        }

        @Produces
        @Singleton
        PlanningInputs sights(
                Snapshots snapshots,
                PlansTopic.Stores stores,
                DocumentLibrary library,
                DocumentsWiring scaleTargets,
                ReplicaSource replicas,
                StuckListener stuck,
                Around around) {
            return new PlanningInputs(
                    snapshots,
                    stores.histories(),
                    library,
                    scaleTargets,
                    replicas,
                    stuck,
                    around.surroundings(),
                    around.profiles());
        }

        @Produces
        @Singleton
        Around around(SurroundingsSource surroundings, ProfileLog profiles) {
            return new Around(surroundings, profiles);
        }

        @Produces
        @Singleton
        ProfileLog profileLog(ProfileMeters meters) {
            return new ProfileLog(meters);
        }

        @Produces
        @Singleton
        ProfileMeters profileMeters(MeterRegistry registry) {
            return new ProfileMeters(registry);
        }

        @Produces
        @Singleton
        PlanningCycle cycle(
                PlanningInputs sights,
                LearnedStates learned,
                LatestPlans latestPlans,
                HeadroomSettings settings,
                DecisionsWiring.Decisions decisions,
                DocumentsWiring cluster) {
            PlanMaker planner = new RecordedPlanner(
                    planSettings(settings.plan()),
                    decisions.version(),
                    decisions.told().andThen(cluster::decided));
            return new PlanningCycle(sights, learned, planner, latestPlans);
        }

        private static PlanSettings planSettings(HeadroomSettings.Plan plan) {
            HpaStep hpaStep = new HpaStep(HpaTolerance.of(plan.hpaTolerance()), plan.roundOutward());
            return PlanSettings.with(plan.darkGrace(), plan.idleDelay(), hpaStep);
        }

        @Produces
        @Singleton
        ReplicaWatch replicaWatch(
                DocumentLibrary library,
                DocumentsWiring cluster,
                RunningReplicas running,
                ReplicaSource replicas,
                LatestPlans latestPlans) {
            return new WantedReplicas(library, cluster, running, replicas, latestPlans);
        }

        @Produces
        @Singleton
        ScalerDesk desk(
                DocumentLibrary library, LatestPlans latestPlans, HeadroomSettings settings, ServiceMeters meters) {
            ScalerDesk desk =
                    new ScalerDesk(library, latestPlans, settings.plan().staleAfter());
            meters.watchStreams(desk::openStreams);
            return desk;
        }

        @Produces
        @Singleton
        UrgentSteps urgent(InstantSource clock) {
            return new UrgentSteps(clock);
        }

        @Produces
        @Singleton
        RoundLog round(
                DocumentLibrary library,
                PlanningCycle cycle,
                PlansTopic.Stores stores,
                SharedPlansWiring.Shared shared,
                DocumentsWiring cluster,
                UrgentSteps urgent,
                ServiceMeters meters) {
            PlanOutlet outlet = shared.topic().map(PlansTopic::outlet).orElse(stores.latestPlans());
            YieldPoint rest = new RestAfterWork(System::nanoTime, LockSupport::parkNanos);
            YieldPoint breather = () -> {
                urgent.run();
                rest.afterTurn();
            };
            PlanningRound planning = new PlanningRound(library, cycle, outlet, cluster::postures, breather);
            return new RoundLog(planning, new RoundLog.RoundFacts() {
                @Override
                public void planChanged(ReplicaPlan plan) {
                    meters.planChanged(plan);
                }

                @Override
                public void turnFailed() {
                    meters.turnFailed();
                }
            });
        }

        @Produces
        @Singleton
        Bookkeeping bookkeeping(
                DocumentLibrary library,
                Snapshots snapshots,
                PlansTopic.Stores stores,
                LearnedStates learned,
                SharedPlansWiring.Shared shared,
                PolicyAgreement agreement,
                DocumentsWiring cluster) {
            List<RoundListener> listeners = new ArrayList<>();
            listeners.add(new HistoryRound(library, snapshots, stores.histories()));
            if (shared.topic().isPresent()) {
                YieldPoint breather = new RestAfterWork(System::nanoTime, LockSupport::parkNanos);
                listeners.add(now -> learned.remember(now, breather).forEach(Producers::say));
            }
            shared.topic().map(PlansTopic::rounds).ifPresent(listeners::add);
            listeners.add(agreement);
            listeners.add(cluster::roundOver);
            return new Bookkeeping(listeners);
        }

        private static void say(LearnedStates.Reset part) {
            LOG.warnf("%s workload=%s", part.sentence(), part.workload());
        }

        @Produces
        @Singleton
        PlanningLoop loop(
                RoundLog round,
                ScalerDesk desk,
                ViewsWiring.Views views,
                Bookkeeping bookkeeping,
                Forgetting forgetting,
                UrgentSteps urgent,
                ServiceMeters meters) {
            List<RoundListener> listeners = new ArrayList<>(List.of(desk.rounds()));
            listeners.addAll(views.listeners());
            listeners.addAll(bookkeeping.listeners());
            listeners.add(forgetting);
            return new PlanningLoop(round, listeners, urgent, meters::round);
        }

        @Produces
        @Singleton
        WakeUp wakeUp(LatestPlans latestPlans, RoundLog round, ScalerDesk desk, PlanningLoop loop) {
            return new WakeUp(latestPlans, round, desk.rounds(), loop);
        }

        @Produces
        @Singleton
        Forgetting forgetting(
                PolicyClaims claims,
                WorkloadWindows windows,
                LearnedStates learned,
                DecisionsWiring.Decisions decisions,
                ProfileMeters meters,
                ProfileLog profiles) {
            return now -> {
                meters.keepOnly(claims::claims);
                profiles.keepOnly(claims::claims);
                windows.keepOnly(claims::claims);
                learned.keepOnly(claims::claims);
                decisions.newest().keepOnly(claims::claims);
            };
        }
    }
}
