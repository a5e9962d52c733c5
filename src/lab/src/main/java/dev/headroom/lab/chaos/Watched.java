// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.chaos.WatchedReplica.Answer;
import dev.headroom.lab.chaos.WatchedReplica.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What all replicas told from one moment to another.
 *
 * @param answers a list a replica, in order of time
 * @param readings a list a replica, in order of time
 */
record Watched(List<List<Answer>> answers, List<List<Reading>> readings) {
    /** Of these replicas, since a moment of the monotonic clock. */
    static Watched since(List<WatchedReplica> replicas, long nanos) {
        return new Watched(
                replicas.stream().map(replica -> replica.answersSince(nanos)).toList(),
                replicas.stream().map(replica -> replica.readingsSince(nanos)).toList());
    }

    /** The smallest number that anybody was told. */
    OptionalInt lowest() {
        return numbers().mapToInt(Answer::number).min();
    }

    /** The largest number that anybody was told. */
    OptionalInt highest() {
        return numbers().mapToInt(Answer::number).max();
    }

    /** What was told instead of a number. */
    Set<String> refusals() {
        return all().filter(answer -> !answer.isNumber())
                .map(Answer::told)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The longest time in seconds for which one replica told no number; to the next number, or to the last answer. */
    double longestWithoutNumber() {
        return answers.stream().mapToDouble(Watched::longestWithoutNumber).max().orElse(0);
    }

    private static double longestWithoutNumber(List<Answer> answers) {
        double longest = 0;
        long since = 0;
        boolean without = false;
        for (Answer answer : answers) {
            if (!answer.isNumber() && !without) {
                since = answer.fromNanos();
                without = true;
            }
            if (without) {
                longest = Math.max(longest, Waiting.seconds(since, answer.toNanos()));
            }
            without = !answer.isNumber();
        }
        return longest;
    }

    /** The longest time in seconds for which an answer was waited for. */
    double slowest() {
        return all().mapToDouble(answer -> Waiting.seconds(answer.fromNanos(), answer.toNanos()))
                .max()
                .orElse(0);
    }

    /** The smallest rate that was read. */
    OptionalDouble lowestDemand() {
        return demands().min();
    }

    /** The largest rate that was read. */
    OptionalDouble highestDemand() {
        return demands().max();
    }

    /** The states of telemetry that the first replica told that was there all the time, in order, each once a turn. */
    String states() {
        return readings.stream()
                .max((one, other) -> Integer.compare(one.size(), other.size()))
                .map(Watched::turns)
                .orElse("");
    }

    private static String turns(List<Reading> readings) {
        List<String> turns = new ArrayList<>();
        for (Reading reading : readings) {
            String state = reading.state();
            if (!state.isEmpty()
                    && (turns.isEmpty() || !turns.get(turns.size() - 1).equals(state))) {
                turns.add(state);
            }
        }
        return String.join(", ", turns);
    }

    /** The rates that were read, as a range. */
    String demand() {
        return lowestDemand().isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%.1f to %.1f",
                        lowestDemand().getAsDouble(),
                        highestDemand().getAsDouble());
    }

    private DoubleStream demands() {
        return readings.stream()
                .flatMap(List::stream)
                .mapToDouble(Reading::requestsPerSecond)
                .filter(Double::isFinite);
    }

    private Stream<Answer> numbers() {
        return all().filter(Answer::isNumber);
    }

    private Stream<Answer> all() {
        return answers.stream().flatMap(List::stream);
    }
}
