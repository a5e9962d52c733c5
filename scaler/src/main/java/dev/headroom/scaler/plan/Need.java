// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.capacity.CapacityBelief;
import dev.headroom.scaler.capacity.CapacityBelief.Trust;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.CapacityModels;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ReplicaCapacity;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.telemetry.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How many replicas demand asks for, before anything damps or limits the number.
 *
 * @param rate what the replicas have to carry and what one carries; empty when either is unknown
 * @param binding word for what binds; empty when nothing is known
 * @param mode word for how capacity is known
 * @param infeasible objectives that cannot be met
 * @param reasons what was found, in order
 */
record Need(
        Optional<Rate> rate, Optional<String> binding, String mode, List<Objective> infeasible, List<Reason> reasons) {
    Need {
        infeasible = List.copyOf(infeasible);
        reasons = List.copyOf(reasons);
    }

    /** The mode in which nothing is known of a replica but a ceiling and how long requests take of late. */
    static final String BY_CONCURRENCY = "concurrency";

    private static final double PERCENT = 100;
    /** One request in ten hardly waits, but before a queue that stands for minutes. */
    private static final double FASTEST = 10;

    /** Relative error of a rate beyond which a prior is no more than a guess. */
    private static final double WORST_GUESS = 0.5;

    /**
     * The two sides of the division.
     *
     * @param planned requests per second to cover; 0 or more
     * @param likely requests per second that are most likely; 0 or more
     * @param perReplica requests per second that a replica carries within the promise; above 0
     * @param most requests per second that it serves at its limit, promise or not; at least {@code perReplica}
     * @param concurrency requests in flight on a replica at {@code perReplica}; empty when unknown
     * @param fleet what replicas carry together
     */
    record Rate(
            double planned, double likely, double perReplica, double most, OptionalDouble concurrency, Fleet fleet) {
        int replicas() {
            return fleet.replicasFor(planned);
        }

        /**
         * Requests per second that a replica may be counted on to finish before a queue. Between what it carries within the promise
         * and a limit that no model knows all of: memory that no next request fits into, requests that are thrown out and begin
         * again, replicas that run dry while others queue.
         */
        double sustained() {
            return (perReplica + most) / 2;
        }
    }

    /**
     * Weighs the input.
     *
     * @param models what the profiles in it mean
     */
    static Need of(PlanInput input, CapacityModels models) {
        if (input.demand().isEmpty()) {
            return unknown("neither a rate of arrivals nor the shape of a request is known");
        }
        Optional<CapacityBelief.OfHardware> next = input.capacity().next();
        if (next.filter(Need::isUsable).isPresent()) {
            return byModel(input, models, models.of(next.get().profile()));
        }
        OptionalInt ceiling = input.policy().concurrencyPerReplica();
        return ceiling.isPresent()
                ? byConcurrency(input, ceiling.getAsInt())
                : unknown("nothing is known of what a replica carries: " + missingProfile(input)
                        + " and the policy sets no concurrency.perReplica");
    }

    /** A guess that may be off by half is worth less than a ceiling that a person set, and less than what users get. */
    private static boolean isUsable(CapacityBelief.OfHardware known) {
        return known.trust() != Trust.PRIOR || known.error() <= WORST_GUESS;
    }

    private static Requirement requirementOf(PlanInput input, CapacityModel model) {
        return Requirement.of(
                model,
                input.demand().orElseThrow().shape(),
                input.policy().objectives(),
                input.policy().concurrencyPerReplica());
    }

    private static Fleet fleetOf(PlanInput input, CapacityModels models, double next) {
        Fleet.Builder fleet = new Fleet.Builder();
        for (Supply.OnHardware group : input.supply().hardware()) {
            input.capacity().classes().stream()
                    .filter(known ->
                            known.hardware().filter(group.hardware()::equals).isPresent())
                    .findFirst()
                    .ifPresent(known -> fleet.add(
                            group.ready(),
                            requirementOf(input, models.of(known.profile()))
                                    .binding()
                                    .capacity()
                                    .requestsPerSecond()));
        }
        return fleet.build(next);
    }

    private static Need byModel(PlanInput input, CapacityModels models, CapacityModel model) {
        Requirement requirement = requirementOf(input, model);
        List<Reason> reasons = new ArrayList<>();
        Requirement.Bound promised = requirement.promised();
        double planned = planned(input, requirement.binding().capacity().requestsPerSecond());
        double promisedRate = promised.capacity().requestsPerSecond();
        int promisedReplicas = Requirement.replicasFor(planned, promisedRate);
        reasons.add(new Reason(
                Stage.NEED,
                promisedReplicas,
                demandSentence(input, planned) + " at " + perSecond(promisedRate) + " per replica needs "
                        + figure(planned / promisedRate) + ", rounded up " + promisedReplicas + " ("
                        + promised.sentence() + trustSentence(input) + ")" + caution(model, input)));
        for (Objective unjudged : requirement.unjudged()) {
            reasons.add(new Reason(
                    Stage.NEED,
                    promisedReplicas,
                    unjudged + " is not counted: the profile says nothing about "
                            + unjudged.signal().word()));
        }
        Requirement.Bound binding = requirement.binding();
        Rate rate = rateOf(input, models, requirement, planned);
        int alike = Requirement.replicasFor(planned, rate.perReplica());
        if (alike > promisedReplicas) {
            reasons.add(new Reason(
                    Stage.CEILING,
                    alike,
                    binding.sentence() + " allow " + perSecond(rate.perReplica()) + " each: " + alike));
        }
        if (rate.replicas() != alike) {
            reasons.add(new Reason(
                    Stage.NEED,
                    rate.replicas(),
                    "replicas on other hardware carry " + rate.fleet().sentence() + ": " + rate.replicas()));
        }
        for (Infeasible infeasible : requirement.infeasible()) {
            reasons.add(new Reason(Stage.INFEASIBLE, rate.replicas(), infeasible.sentence() + "; it is not counted"));
        }
        List<Objective> hopeless =
                requirement.infeasible().stream().map(Infeasible::objective).toList();
        CapacityBelief.OfHardware next = input.capacity().next().orElseThrow();
        String mode =
                next.trust() == Trust.PROFILE ? model.word() : next.trust().word();
        return new Need(Optional.of(rate), Optional.of(binding.word()), mode, hopeless, reasons);
    }

    private static Rate rateOf(PlanInput input, CapacityModels models, Requirement requirement, double planned) {
        ReplicaCapacity binding = requirement.binding().capacity();
        return new Rate(
                planned,
                input.demand().orElseThrow().requestsPerSecond(),
                binding.requestsPerSecond(),
                Math.max(requirement.most().requestsPerSecond(), binding.requestsPerSecond()),
                OptionalDouble.of(binding.concurrency()),
                fleetOf(input, models, binding.requestsPerSecond()));
    }

    private static String caution(CapacityModel model, PlanInput input) {
        return model.caution(input.demand().orElseThrow().shape())
                .map(sentence -> "; " + sentence)
                .orElse("");
    }

    /** How a replica's rate is known, where it is not what a profile says. */
    private static String trustSentence(PlanInput input) {
        return input.capacity()
                .next()
                .filter(next -> next.trust() != Trust.PROFILE)
                .map(next -> String.format(
                        Locale.ROOT, ", %s, +-%.0f %%", next.trust().word(), PERCENT * next.error()))
                .orElse("");
    }

    /** Requests per second to cover. */
    private static double planned(PlanInput input, double perReplica) {
        return pricesOf(input).covered(input.demand().orElseThrow(), perReplica, 1);
    }

    static Prices pricesOf(PlanInput input) {
        return Prices.of(
                input.policy(), input.profile().map(ServingProfile::gpus).orElse(1), input.budget());
    }

    private static Need byConcurrency(PlanInput input, int perReplica) {
        OptionalDouble endToEnd = measuredEndToEnd(input);
        if (endToEnd.isEmpty()) {
            return unknown("requests in flight are unknown: " + missingProfile(input)
                    + " and no end-to-end latency has been measured");
        }
        double carried = perReplica / endToEnd.getAsDouble();
        double planned = planned(input, carried);
        Rate rate = new Rate(
                planned,
                input.demand().orElseThrow().requestsPerSecond(),
                carried,
                carried,
                OptionalDouble.of(perReplica),
                Fleet.alike(carried));
        String sentence = String.format(
                Locale.ROOT,
                "%s for %.2f s each are %.1f in flight; at most %d per replica needs %d",
                demandSentence(input, planned),
                endToEnd.getAsDouble(),
                planned * endToEnd.getAsDouble(),
                perReplica,
                rate.replicas());
        String uncounted = input.policy().objectives().isEmpty()
                ? ""
                : "; the objectives are not counted: " + missingProfile(input);
        return new Need(
                Optional.of(rate),
                Optional.of("concurrency"),
                BY_CONCURRENCY,
                List.of(),
                List.of(new Reason(Stage.CEILING, rate.replicas(), sentence + uncounted)));
    }

    private static Need unknown(String sentence) {
        return new Need(
                Optional.empty(), Optional.empty(), "none", List.of(), List.of(new Reason(Stage.NEED, 0, sentence)));
    }

    /**
     * How long a request holds its place. Time in a queue is none of it: replicas that are added take it away, and counting it would
     * ask for more of them the longer the queue.
     */
    private static OptionalDouble measuredEndToEnd(PlanInput input) {
        return Stream.of(input.snapshot().now(), input.snapshot().recent())
                .flatMapToDouble(reading -> inItsPlace(reading).stream())
                .max();
    }

    private static OptionalDouble inItsPlace(Reading reading) {
        OptionalDouble endToEnd = reading.endToEnd().mean();
        OptionalDouble first = reading.timeToFirstToken().mean();
        OptionalDouble prefill = reading.timeToFirstToken().valueAt(FASTEST);
        if (endToEnd.isEmpty() || first.isEmpty() || prefill.isEmpty()) {
            return endToEnd.isPresent() && endToEnd.getAsDouble() > 0 ? endToEnd : OptionalDouble.empty();
        }
        double seconds = endToEnd.getAsDouble() - first.getAsDouble() + prefill.getAsDouble();
        return seconds > 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }

    private static String missingProfile(PlanInput input) {
        return input.policy()
                .profile()
                .map(profile -> "serving profile '" + profile + "' is not there or not valid")
                .orElse("the policy names no serving profile");
    }

    private static String demandSentence(PlanInput input, double planned) {
        double mean = input.demand().orElseThrow().requestsPerSecond();
        String method = input.demand().orElseThrow().method();
        return planned > mean
                ? "demand of " + perSecond(mean) + " (" + method + "), covered up to " + perSecond(planned) + ","
                : "demand of " + perSecond(mean);
    }

    private static String perSecond(double rate) {
        return figure(rate) + " requests/s";
    }

    /** Three digits that matter, for a rate may be 0.4 or 4,000. */
    private static String figure(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
