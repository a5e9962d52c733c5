// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.proto.plan.Basis;
import dev.headroom.proto.plan.Budget;
import dev.headroom.proto.plan.Capacity;
import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.decision.RecordText;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A plan's basis, on the wire and within. */
final class BasisMessages {
    private BasisMessages() {}

    static Basis toMessage(ReplicaPlan.Basis basis) {
        Basis.Builder message = Basis.newBuilder();
        basis.demand().ifPresent(demand -> message.setDemand(toMessage(demand)));
        basis.needed().ifPresent(message::setNeeded);
        basis.ratePerReplica().ifPresent(message::setPerSecondPerReplica);
        basis.believed().ifPresent(believed -> message.setCapacity(toMessage(believed)));
        basis.usdPerHour().ifPresent(message::setUsdPerHour);
        basis.standings().forEach(standing -> message.addStandings(toMessage(standing)));
        basis.budget().ifPresent(budget -> message.setBudget(toMessage(budget)));
        EvidenceMessages.write(basis.evidence(), message);
        return message.build();
    }

    static ReplicaPlan.Basis fromMessage(Basis message) {
        return new ReplicaPlan.Basis(
                message.hasDemand() ? demand(message.getDemand()) : Optional.empty(),
                message.hasNeeded() ? OptionalDouble.of(message.getNeeded()) : OptionalDouble.empty(),
                message.hasPerSecondPerReplica()
                        ? OptionalDouble.of(message.getPerSecondPerReplica())
                        : OptionalDouble.empty(),
                message.hasCapacity() ? Optional.of(capacity(message.getCapacity())) : Optional.empty(),
                message.hasUsdPerHour() ? OptionalDouble.of(message.getUsdPerHour()) : OptionalDouble.empty(),
                message.getStandingsList().stream()
                        .flatMap(BasisMessages::standing)
                        .toList(),
                message.hasBudget() ? budget(message.getBudget()) : Optional.empty(),
                EvidenceMessages.read(message));
    }

    private static Budget toMessage(BudgetStanding standing) {
        return Budget.newBuilder()
                .setRequests(standing.requests())
                .setAllowed(standing.allowed())
                .setMissed(standing.missed())
                .setBurning(standing.burning())
                .setCovered(standing.covered())
                .build();
    }

    /** Empty where the figures cannot be those of a budget. */
    private static Optional<BudgetStanding> budget(Budget message) {
        try {
            return Optional.of(new BudgetStanding(
                    message.getRequests(),
                    message.getAllowed(),
                    message.getMissed(),
                    message.getBurning(),
                    message.getCovered()));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    private static Capacity toMessage(CapacityEstimate believed) {
        Capacity.Builder message = Capacity.newBuilder()
                .setShown(believed.shown())
                .setSource(RecordText.wordOf(believed.source()))
                .setBudgetBurn(believed.budgetBurn())
                .setMayMiss(believed.mayMiss());
        believed.limit().ifPresent(message::setLimit);
        believed.breach()
                .ifPresent(breach ->
                        message.setBreachSince(ProtoTimes.of(breach.since())).setBreachQueue(breach.queue()));
        believed.unavoidable().ifPresent(message::setUnavoidable);
        return message.build();
    }

    private static CapacityEstimate capacity(Capacity message) {
        return new CapacityEstimate(
                message.getShown(),
                // A word that is not known says no more than that something was seen.
                named(CapacityEstimate.Source.values(), message.getSource()).orElse(CapacityEstimate.Source.STANDING),
                message.hasLimit() ? OptionalDouble.of(message.getLimit()) : OptionalDouble.empty(),
                message.hasBreachSince()
                        ? Optional.of(new CapacityEstimate.Breach(
                                ProtoTimes.of(message.getBreachSince()), message.getBreachQueue()))
                        : Optional.empty(),
                message.getBudgetBurn(),
                message.getMayMiss(),
                message.hasUnavoidable() ? OptionalDouble.of(message.getUnavoidable()) : OptionalDouble.empty());
    }

    private static dev.headroom.proto.plan.Demand toMessage(Demand demand) {
        dev.headroom.proto.plan.Demand.Builder message = dev.headroom.proto.plan.Demand.newBuilder()
                .setPerSecond(demand.requestsPerSecond())
                .setRise(demand.rise())
                .setRiseSource(RecordText.wordOf(demand.source()))
                .setWorkPerRequest(demand.workPerRequest())
                .setInputTokens(demand.shape().inputTokens())
                .setOutputTokens(demand.shape().outputTokens())
                .setArrivals(RecordText.wordOf(demand.shape().arrivals()))
                .setHorizon(ProtoTimes.of(demand.horizon()))
                .setTokensToCompute(demand.shape().tokensToCompute());
        demand.forecastPerSecond().ifPresent(message::setForecastPerSecond);
        return message.build();
    }

    /** Empty where an older version wrote it, which knew no work. */
    private static Optional<Demand> demand(dev.headroom.proto.plan.Demand message) {
        if (!(message.getWorkPerRequest() > 0)) {
            return Optional.empty();
        }
        return Optional.of(new Demand(
                message.getPerSecond(),
                message.getRise(),
                named(Demand.RiseSource.values(), message.getRiseSource()).orElse(Demand.RiseSource.ASSUMED),
                message.hasForecastPerSecond()
                        ? OptionalDouble.of(message.getForecastPerSecond())
                        : OptionalDouble.empty(),
                message.getWorkPerRequest(),
                new TrafficShape(
                        message.getInputTokens(),
                        message.hasTokensToCompute() ? message.getTokensToCompute() : message.getInputTokens(),
                        message.getOutputTokens(),
                        // Unknown words are read as the value that asks for more replicas.
                        named(TrafficShape.Arrivals.values(), message.getArrivals())
                                .orElse(TrafficShape.Arrivals.POISSON)),
                ProtoTimes.of(message.getHorizon())));
    }

    private static dev.headroom.proto.plan.SloStatus toMessage(SloStatus standing) {
        Objective objective = standing.objective();
        dev.headroom.proto.plan.SloStatus.Builder message = dev.headroom.proto.plan.SloStatus.newBuilder()
                .setSignal(objective.signal().word())
                .setPercentile(objective.percentile())
                .setAtMost(ProtoTimes.of(objective.atMost()))
                .setMissed(standing.missed());
        standing.observedSeconds().ifPresent(message::setObservedS);
        return message.build();
    }

    /** None for a signal that this version does not know: it could neither be named nor drawn. */
    private static Stream<SloStatus> standing(dev.headroom.proto.plan.SloStatus message) {
        return Stream.of(Signal.values())
                .filter(signal -> signal.word().equals(message.getSignal()))
                .map(signal -> new SloStatus(
                        new Objective(signal, message.getPercentile(), ProtoTimes.of(message.getAtMost())),
                        message.hasObservedS() ? OptionalDouble.of(message.getObservedS()) : OptionalDouble.empty(),
                        message.getMissed()));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String word) {
        return Stream.of(values)
                .filter(value -> RecordText.wordOf(value).equals(word))
                .findFirst();
    }
}
