// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.proto.plan.Basis;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.Standing;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a plan rests on, on the wire and within. */
final class BasisMessages {
    private BasisMessages() {}

    static Basis toMessage(ReplicaPlan.Basis basis) {
        Basis.Builder message = Basis.newBuilder().setCapacityMode(basis.capacityMode());
        basis.demand().ifPresent(demand -> message.setDemand(toMessage(demand)));
        basis.plannedRate().ifPresent(message::setPlannedPerSecond);
        basis.ratePerReplica().ifPresent(message::setPerSecondPerReplica);
        basis.concurrencyPerReplica().ifPresent(message::setConcurrencyPerReplica);
        basis.binding().ifPresent(message::setBinding);
        basis.usdPerHour().ifPresent(message::setUsdPerHour);
        basis.standings().forEach(standing -> message.addStandings(toMessage(standing)));
        EvidenceMessages.write(basis.evidence(), message);
        return message.build();
    }

    static ReplicaPlan.Basis fromMessage(Basis message) {
        return new ReplicaPlan.Basis(
                message.hasDemand() ? Optional.of(demand(message.getDemand())) : Optional.empty(),
                message.hasPlannedPerSecond()
                        ? OptionalDouble.of(message.getPlannedPerSecond())
                        : OptionalDouble.empty(),
                message.hasPerSecondPerReplica()
                        ? OptionalDouble.of(message.getPerSecondPerReplica())
                        : OptionalDouble.empty(),
                message.hasConcurrencyPerReplica()
                        ? OptionalDouble.of(message.getConcurrencyPerReplica())
                        : OptionalDouble.empty(),
                message.hasBinding() ? Optional.of(message.getBinding()) : Optional.empty(),
                message.getCapacityMode(),
                message.hasUsdPerHour() ? OptionalDouble.of(message.getUsdPerHour()) : OptionalDouble.empty(),
                message.getStandingsList().stream()
                        .flatMap(BasisMessages::standing)
                        .toList(),
                EvidenceMessages.read(message));
    }

    private static dev.headroom.proto.plan.Demand toMessage(Demand demand) {
        return dev.headroom.proto.plan.Demand.newBuilder()
                .setPerSecond(demand.requestsPerSecond())
                .setStandardError(demand.standardError())
                .setInputTokens(demand.shape().inputTokens())
                .setOutputTokens(demand.shape().outputTokens())
                .setArrivals(word(demand.shape().arrivals()))
                .setHorizon(Moments.of(demand.horizon()))
                .setMethod(demand.method())
                .setTokensToCompute(demand.shape().tokensToCompute())
                .build();
    }

    private static Demand demand(dev.headroom.proto.plan.Demand message) {
        // Of words that are not known the one that asks for more replicas.
        TrafficShape.Arrivals arrivals = word(TrafficShape.Arrivals.STEADY).equals(message.getArrivals())
                ? TrafficShape.Arrivals.STEADY
                : TrafficShape.Arrivals.POISSON;
        return new Demand(
                message.getPerSecond(),
                message.getStandardError(),
                new TrafficShape(
                        message.getInputTokens(),
                        message.hasTokensToCompute() ? message.getTokensToCompute() : message.getInputTokens(),
                        message.getOutputTokens(),
                        arrivals),
                Moments.of(message.getHorizon()),
                message.getMethod());
    }

    private static dev.headroom.proto.plan.Standing toMessage(Standing standing) {
        Objective objective = standing.objective();
        dev.headroom.proto.plan.Standing.Builder message = dev.headroom.proto.plan.Standing.newBuilder()
                .setSignal(objective.signal().word())
                .setPercentile(objective.percentile())
                .setAtMost(Moments.of(objective.atMost()))
                .setMissed(standing.missed());
        standing.observedSeconds().ifPresent(message::setObservedS);
        return message.build();
    }

    /** None for a signal that this version does not know: it could neither be named nor drawn. */
    private static Stream<Standing> standing(dev.headroom.proto.plan.Standing message) {
        return Stream.of(Signal.values())
                .filter(signal -> signal.word().equals(message.getSignal()))
                .map(signal -> new Standing(
                        new Objective(signal, message.getPercentile(), Moments.of(message.getAtMost())),
                        message.hasObservedS() ? OptionalDouble.of(message.getObservedS()) : OptionalDouble.empty(),
                        message.getMissed()));
    }

    private static String word(TrafficShape.Arrivals arrivals) {
        return arrivals.name().toLowerCase(Locale.ROOT);
    }
}
