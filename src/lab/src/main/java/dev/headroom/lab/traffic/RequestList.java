// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.RandomAccess;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Arrivals in order of time, 16 bytes each, over a span that may go on after the last of them. Immutable; what changes it returns
 * another list. {@link Arrival}s are made when asked for.
 */
public final class RequestList extends AbstractList<Arrival> implements RandomAccess {
    /** Nothing ever arrives. */
    public static final RequestList EMPTY = new Builder().build();

    private final double[] atSeconds;
    private final int[] inputTokens;
    private final int[] outputTokens;
    private final double spanSeconds;

    private RequestList(double[] atSeconds, int[] inputTokens, int[] outputTokens, double spanSeconds) {
        this.atSeconds = atSeconds;
        this.inputTokens = inputTokens;
        this.outputTokens = outputTokens;
        this.spanSeconds = spanSeconds;
    }

    /** All that an iterator gives; it must end. */
    public static RequestList of(Iterator<Arrival> arrivals) {
        Builder list = new Builder();
        arrivals.forEachRemaining(list::add);
        return list.build();
    }

    /** The same over a span that is known, in seconds; it is never less than the last arrival's instant. */
    public static RequestList of(Iterator<Arrival> arrivals, double spanSeconds) {
        Builder list = new Builder();
        arrivals.forEachRemaining(list::add);
        return list.build(spanSeconds);
    }

    @Override
    public Arrival get(int index) {
        return new Arrival(atSeconds[index], inputTokens[index], outputTokens[index]);
    }

    @Override
    public int size() {
        return atSeconds.length;
    }

    /** Seconds since the run's start of one of them. */
    public double atSeconds(int index) {
        return atSeconds[index];
    }

    /** Prompt length of one of them. */
    public int inputTokens(int index) {
        return inputTokens[index];
    }

    /** Answer length of one of them. */
    public int outputTokens(int index) {
        return outputTokens[index];
    }

    /** How long it lasts in seconds; of a file the last arrival's instant. */
    public double spanSeconds() {
        return spanSeconds;
    }

    /** Mean rate over the span in requests per second; 0 of an empty span. */
    public double meanPerSecond() {
        return spanSeconds > 0 ? size() / spanSeconds : 0;
    }

    /**
     * The highest mean rate of any stretch of a length, in requests per second.
     *
     * @param stretchSeconds above 0; a shorter span is taken whole
     */
    public double peakPerSecond(double stretchSeconds) {
        if (!(stretchSeconds > 0)) {
            throw new IllegalArgumentException("a stretch must last longer than 0 s, was " + stretchSeconds);
        }
        if (spanSeconds <= stretchSeconds) {
            return meanPerSecond();
        }
        int most = 0;
        int first = 0;
        for (int last = 0; last < atSeconds.length; last++) {
            while (atSeconds[last] - atSeconds[first] >= stretchSeconds) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most / stretchSeconds;
    }

    /** Mean prompt length; 0 without requests. */
    public double meanInputTokens() {
        return Arrays.stream(inputTokens).average().orElse(0);
    }

    /** Mean answer length; 0 without requests. */
    public double meanOutputTokens() {
        return Arrays.stream(outputTokens).average().orElse(0);
    }

    /**
     * The arrivals from one second (included) to another (not included), counted from the former.
     *
     * @throws IllegalArgumentException unless {@code 0 <= fromSeconds < toSeconds}
     */
    public RequestList window(double fromSeconds, double toSeconds) {
        if (!(fromSeconds >= 0 && fromSeconds < toSeconds && Double.isFinite(toSeconds))) {
            throw new IllegalArgumentException("a window must begin at 0 s or later and before its end, was "
                    + fromSeconds + " s to " + toSeconds + " s");
        }
        int first = firstNotBefore(fromSeconds);
        int end = firstNotBefore(toSeconds);
        double[] moved = new double[end - first];
        for (int index = first; index < end; index++) {
            moved[index - first] = atSeconds[index] - fromSeconds;
        }
        return new RequestList(
                moved,
                Arrays.copyOfRange(inputTokens, first, end),
                Arrays.copyOfRange(outputTokens, first, end),
                toSeconds - fromSeconds);
    }

    /** The same requests counted from the first one's arrival. */
    public RequestList fromFirst() {
        if (isEmpty()) {
            return this;
        }
        double first = atSeconds[0];
        double[] moved = Arrays.stream(atSeconds).map(at -> at - first).toArray();
        return new RequestList(moved, inputTokens, outputTokens, spanSeconds - first);
    }

    /** The same requests with no prompt and no answer longer than what a server takes, in tokens. */
    public RequestList clipped(int longestInput, int longestOutput) {
        if (longestInput < 1 || longestOutput < 1) {
            throw new IllegalArgumentException(
                    "lengths must be clipped at 1 or more, were " + longestInput + " and " + longestOutput);
        }
        return new RequestList(
                atSeconds, atMost(inputTokens, longestInput), atMost(outputTokens, longestOutput), spanSeconds);
    }

    /** How many have a prompt or an answer longer than that. */
    public int longerThan(int longestInput, int longestOutput) {
        return (int) IntStream.range(0, size())
                .filter(index -> inputTokens[index] > longestInput || outputTokens[index] > longestOutput)
                .count();
    }

    /** {@code factor} times the traffic at the same pace; how, {@link Scaling} says. */
    public RequestList scaled(double factor, RandomGenerator chance) {
        return new Scaling(factor, chance).of(this);
    }

    private int firstNotBefore(double seconds) {
        int found = Arrays.binarySearch(atSeconds, seconds);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && atSeconds[found - 1] >= seconds) {
            found--;
        }
        return found;
    }

    private static int[] atMost(int[] tokens, int longest) {
        return Arrays.stream(tokens).map(count -> Math.min(count, longest)).toArray();
    }

    /** Takes arrivals in any order. */
    public static final class Builder {
        private static final int FIRST_ROOM = 1024;

        private double[] atSeconds = new double[FIRST_ROOM];
        private int[] inputTokens = new int[FIRST_ROOM];
        private int[] outputTokens = new int[FIRST_ROOM];
        private int size;
        private boolean inOrder = true;

        /** Without any arrival yet. */
        public Builder() {}

        /** Takes one more. */
        public void add(Arrival arrival) {
            add(arrival.atSeconds(), arrival.inputTokens(), arrival.outputTokens());
        }

        /** Takes one more; throws {@link IllegalArgumentException} as {@link Arrival} does. */
        public void add(double at, int input, int output) {
            Arrival.check(at, input, output);
            makeRoom();
            inOrder &= size == 0 || atSeconds[size - 1] <= at;
            atSeconds[size] = at;
            inputTokens[size] = input;
            outputTokens[size] = output;
            size++;
        }

        /** Those taken, in order of time; those of the same instant stay in the order in which they came. */
        public RequestList build() {
            return build(0);
        }

        /** The same over a span of at least so many seconds. */
        public RequestList build(double atLeastSeconds) {
            if (!inOrder) {
                sort();
            }
            double last = size == 0 ? 0 : atSeconds[size - 1];
            return new RequestList(
                    Arrays.copyOf(atSeconds, size),
                    Arrays.copyOf(inputTokens, size),
                    Arrays.copyOf(outputTokens, size),
                    Math.max(last, atLeastSeconds));
        }

        private void makeRoom() {
            if (size == atSeconds.length) {
                int room = size * 2;
                atSeconds = Arrays.copyOf(atSeconds, room);
                inputTokens = Arrays.copyOf(inputTokens, room);
                outputTokens = Arrays.copyOf(outputTokens, room);
            }
        }

        private void sort() {
            int[] order = IntStream.range(0, size)
                    .boxed()
                    .sorted((one, other) -> Double.compare(atSeconds[one], atSeconds[other]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] sorted =
                    Arrays.stream(order).mapToDouble(index -> atSeconds[index]).toArray();
            inputTokens = Arrays.stream(order).map(index -> inputTokens[index]).toArray();
            outputTokens =
                    Arrays.stream(order).map(index -> outputTokens[index]).toArray();
            atSeconds = sorted;
            inOrder = true;
        }
    }
}
