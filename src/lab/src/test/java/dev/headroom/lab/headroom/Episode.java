// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.fleet.Site;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.Posture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** A fleet under traffic that Headroom scales, second by second, and what was planned. */
final class Episode {
    static final Promise PROMISE = new Promise(0.8, 0.030, 20);
    static final EngineModel ENGINE =
            EngineModel.plain("h100-llama-8b", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2048, 400_000));
    static final SetUp SET_UP = new SetUp(
            PROMISE, 1, 12, ENGINE, new SetUp.LoadTest(12, 40, 40_000), new SetUp.TrainingWindow(20, 90, 640, 180), 1);
    private static final double RATE_SECONDS = 10;
    private static final LeadTimeProfile LEAD = LeadTimeProfile.even(95, 115, 0.1);

    private final HeadroomPolicy policy;
    private final Site site;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Double> completions = new ArrayList<>();
    private final ArrayDeque<Double> arrivals = new ArrayDeque<>();
    private int seconds;
    private boolean admissionsTold;

    /** What was at the end of a second. */
    record Moment(int second, double rate, int replicas, int ready, ReplicaPlan plan) {
        String because() {
            return plan.because();
        }
    }

    Episode(Iterator<Arrival> traffic, int replicas, HeadroomPolicy policy) {
        this(ENGINE, PROMISE, traffic, replicas, policy);
    }

    /** With another engine and another promise. */
    Episode(EngineModel engine, Promise promise, Iterator<Arrival> traffic, int replicas, HeadroomPolicy policy) {
        this.policy = policy;
        this.site = new Site(
                watched(traffic),
                new PodTemplate("somewhere", "else", engine, LEAD),
                promise,
                this::ended,
                new SplittableRandom(7));
        site.fleet().startWith(replicas);
    }

    private void ended(PodIdentity pod, ServedRequest request) {
        if (request.finished()) {
            completions.add(request.finishedAt());
        }
        policy.ended(pod, request);
    }

    /** Requests that were finished after one second and until another. */
    long completed(int after, int until) {
        return completions.stream().filter(at -> at > after && at <= until).count();
    }

    /** The policy hears of requests when they arrive. */
    Episode tellingOfAdmissions() {
        admissionsTold = true;
        return this;
    }

    private Iterator<Arrival> watched(Iterator<Arrival> traffic) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return traffic.hasNext();
            }

            @Override
            public Arrival next() {
                Arrival arrival = traffic.next();
                arrivals.add(arrival.atSeconds());
                if (admissionsTold) {
                    policy.admitted(new ServedRequest(arrival));
                }
                return arrival;
            }
        };
    }

    Episode runTo(int end) {
        while (seconds < end) {
            seconds++;
            site.advanceTo(seconds);
            policy.advanceTo(seconds, site.fleet()).ifPresent(site.fleet()::scaleTo);
            policy.newestPlan()
                    .ifPresent(plan -> moments.add(new Moment(
                            seconds,
                            recentRate(),
                            site.fleet().replicas(),
                            site.fleet().ready(),
                            plan)));
        }
        return this;
    }

    /** Over the last 10 s; the site looks one arrival ahead. */
    private double recentRate() {
        while (!arrivals.isEmpty() && arrivals.getFirst() <= seconds - RATE_SECONDS) {
            arrivals.removeFirst();
        }
        return arrivals.stream().filter(at -> at <= seconds).count() / RATE_SECONDS;
    }

    List<Moment> moments() {
        return moments;
    }

    List<Moment> since(int second) {
        return moments.stream().filter(moment -> moment.second() >= second).toList();
    }

    Moment last() {
        return moments.get(moments.size() - 1);
    }

    Site site() {
        return site;
    }

    HeadroomPolicy policy() {
        return policy;
    }

    static PlannerDocuments documents(int min, int max) {
        SetUp setUp = new SetUp(PROMISE, min, max, ENGINE, SET_UP.replica(), SET_UP.training(), SET_UP.seed());
        return PlannerDocuments.read(
                HeadroomVariants.policyText(setUp, Posture.BALANCED, false),
                Belief.MEASURED.profileOf(ENGINE, SET_UP.training(), 1));
    }

    /** Poisson arrivals at a rate that varies, of 500 tokens in and 150 out on average; for ever. */
    static Iterator<Arrival> traffic(DoubleUnaryOperator perSecond, double most, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        return new Iterator<>() {
            private double at;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Arrival next() {
                do {
                    at += chance.nextExponential() / most;
                } while (chance.nextDouble() * most >= perSecond.applyAsDouble(at));
                return new Arrival(at, 1 + chance.nextInt(1000), 1 + chance.nextInt(300));
            }
        };
    }
}
