// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A sample of requests by their lengths, without their times.
 *
 * @param requests at least one
 */
public record TokenMix(List<Lengths> requests) {
    /** More of them say nothing more about a mean or a 99th percentile. */
    private static final int MOST = 4000;

    public TokenMix {
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("a token mix needs at least 1 request, was empty");
        }
    }

    /**
     * One request's tokens.
     *
     * @param input of its prompt
     * @param output of its answer
     */
    public record Lengths(int input, int output) {}

    /** Evenly spread over the arrivals, so that it sees all of a day. */
    public static TokenMix of(List<Arrival> arrivals) {
        int count = Math.min(MOST, arrivals.size());
        List<Lengths> picked = new ArrayList<>(count);
        for (int pick = 0; pick < count; pick++) {
            Arrival arrival = arrivals.get((int) ((long) pick * arrivals.size() / count));
            picked.add(new Lengths(arrival.inputTokens(), arrival.outputTokens()));
        }
        return new TokenMix(picked);
    }

    /** Mean prompt length. */
    public double meanInputTokens() {
        return requests.stream().mapToInt(Lengths::input).average().orElseThrow();
    }

    /** Mean answer length. */
    public double meanOutputTokens() {
        return requests.stream().mapToInt(Lengths::output).average().orElseThrow();
    }

    Arrival drawn(double atSeconds, RandomGenerator chance) {
        Lengths lengths = requests.get(chance.nextInt(requests.size()));
        return new Arrival(atSeconds, lengths.input(), lengths.output());
    }
}
