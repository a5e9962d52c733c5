// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import dev.headroom.scaler.document.Section;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts that a platform team has before it buys.
 *
 * @param target the names of what will be scaled
 * @param pattern of use
 * @param load how many requests come
 * @param tokens of a request
 * @param promise to the users
 * @param model that is served; empty where the question does not describe it
 * @param profiles files of serving profiles
 * @param hardware the kinds to compare
 * @param prices stated ones, which go before those of the catalogue
 */
public record SizingQuestion(
        Target target,
        WorkloadPattern pattern,
        Load load,
        Tokens tokens,
        Promise promise,
        Optional<ServedModel> model,
        List<String> profiles,
        HardwareChoice hardware,
        Prices prices) {
    public SizingQuestion {
        profiles = List.copyOf(profiles);
    }

    /**
     * Names for the files to go on with.
     *
     * @param namespace of the model's Deployment
     * @param name of the Deployment, the policy and the ScaledObject
     */
    public record Target(String namespace, String name) {}

    /**
     * How many requests come.
     *
     * @param users empty where a rate is stated instead
     * @param meanRequestsPerSecond of an ordinary hour; above 0
     * @param peakFactor the busiest minute over the mean; at least 1
     * @param growthPercent expected growth; 0 or more
     * @param arrivals how requests come
     * @param burstSeconds of {@link TrafficShape.Spread}
     */
    public record Load(
            Optional<Users> users,
            Sourced meanRequestsPerSecond,
            Sourced peakFactor,
            Sourced growthPercent,
            TrafficShape.Arrivals arrivals,
            Sourced burstSeconds) {}

    /**
     * People or programs.
     *
     * @param count above 0
     * @param requestsPerUserHour above 0
     */
    public record Users(double count, double requestsPerUserHour) {}

    /**
     * Of a request.
     *
     * @param input prompts
     * @param inputOrigin of their mean
     * @param output answers
     * @param outputOrigin of their mean
     */
    public record Tokens(TokenLengths input, String inputOrigin, TokenLengths output, String outputOrigin) {}

    /**
     * To the users.
     *
     * @param word of the preset; empty where objectives are stated
     * @param objectives each binds; at least one
     * @param note about a preset; empty without one
     */
    public record Promise(Optional<String> word, List<Objective> objectives, Optional<String> note) {
        public Promise {
            objectives = List.copyOf(objectives);
        }

        /** The limit of a signal, in seconds; empty where it has none. */
        public Optional<Double> limitSeconds(Signal signal) {
            return objectives.stream()
                    .filter(objective -> objective.signal() == signal)
                    .map(Objective::limitSeconds)
                    .min(Double::compare);
        }
    }

    /**
     * The kinds of hardware to compare.
     *
     * @param families of instance types; empty for all
     * @param pay the price by which they are ranked
     * @param migSlices whether slices of GPUs count
     */
    public record HardwareChoice(Set<String> families, Pay pay, boolean migSlices) {
        public HardwareChoice {
            families = Set.copyOf(families);
        }
    }

    /** Ways to pay for a node. */
    public enum Pay {
        /** By the hour, without a commitment. */
        ON_DEMAND,
        /** May end within two minutes. */
        SPOT,
        /** With a commitment of one year or more. */
        RESERVED,
        /** Bought in advance for days. */
        CAPACITY_BLOCK;

        /** As files name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Of a key; empty where the key is absent or at fault. */
        static Optional<Pay> of(Section section, String key) {
            return section.parsed(
                    key,
                    "must be one of " + Arrays.stream(values()).map(Pay::word).collect(Collectors.joining(", ")),
                    text -> Arrays.stream(values())
                            .filter(pay -> pay.word().equals(text))
                            .findFirst());
        }
    }

    /**
     * Stated prices.
     *
     * @param nodes of instance types
     * @param managed of services and endpoints
     */
    public record Prices(List<NodePrice> nodes, List<ManagedOffer> managed) {
        public Prices {
            nodes = List.copyOf(nodes);
            managed = List.copyOf(managed);
        }
    }

    /**
     * A stated price of one instance for an hour.
     *
     * @param type of instance
     * @param pay how
     * @param usdPerHour above 0
     */
    public record NodePrice(String type, Pay pay, double usdPerHour) {}
}
