// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.sketch.MedianSketch;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Moments of the requests that one replica completed within one pane, and the panes in which it decoded them. In those panes the requests
 * met the load that determined their speed. The server's own reports replace those of others.
 */
public final class ReplicaPane {
    /** How far back decoding is followed, in panes, that of the end included: 4 min. Earlier decoding is left out. */
    public static final int DECODING_PANES = 24;

    private static final double NANOS_PER_SECOND = 1e9;

    private final long number;
    private boolean toldByServer;
    private int completed;
    private int withInput;
    private int withOutput;
    private long inputTokens;
    private long outputTokens;
    private long tokenGaps;
    private long decodeNanos;
    private PromptWork promptWork = new PromptWork();
    private MedianSketch timeToFirstToken = new MedianSketch();
    private int[] decodeMillis = new int[0];

    /**
     * Without any request yet.
     *
     * @param number its start divided by its width
     */
    ReplicaPane(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /** How many were answered completely. */
    public long completed() {
        return completed;
    }

    /** Mean prompt tokens; empty where no request has them. */
    public OptionalDouble meanInputTokens() {
        return mean((double) inputTokens, withInput);
    }

    /**
     * Mean prompt tokens that a sequence makes the server compute, as {@link EndedRequests#meanTokensToCompute} says.
     *
     * @param cachedShare share of prompt tokens that came from a cache, for requests without that figure; 0 to 1
     */
    public OptionalDouble meanTokensToCompute(double cachedShare) {
        return promptWork.mean(cachedShare);
    }

    /** Mean generated tokens; empty where no request has them. */
    public OptionalDouble meanOutputTokens() {
        return mean((double) outputTokens, withOutput);
    }

    /** The median in seconds; empty where no request has it. */
    public OptionalDouble medianTimeToFirstToken() {
        return timeToFirstToken.median();
    }

    /** Mean seconds from token to token, over all tokens but the first of each request; empty where no request has it. */
    public OptionalDouble meanInterTokenLatency() {
        return mean((double) decodeNanos / NANOS_PER_SECOND, tokenGaps);
    }

    /**
     * For how long its requests were decoded within a pane, summed over them, in milliseconds.
     *
     * @param panesBefore number of the pane, backwards: 0 for that in which they ended; below {@link #DECODING_PANES}
     */
    public long decodeMillis(int panesBefore) {
        return panesBefore < decodeMillis.length ? decodeMillis[panesBefore] : 0;
    }

    /** Takes in a request that was completed. */
    void add(RequestObservation request) {
        boolean byServer = request.observer().isServer();
        if (toldByServer && !byServer) {
            return;
        }
        if (byServer && !toldByServer) {
            clear();
            toldByServer = true;
        }
        completed++;
        promptWork.add(request.tokens());
        request.tokens().input().ifPresent(tokens -> {
            inputTokens += tokens;
            withInput++;
        });
        request.tokens().output().ifPresent(tokens -> {
            outputTokens += tokens;
            withOutput++;
        });
        request.timings()
                .timeToFirstToken()
                .ifPresent(time -> timeToFirstToken.add((double) time.toNanos() / NANOS_PER_SECOND));
        addDecoding(request);
    }

    /** Adds reports of the same replica and pane from elsewhere; the server's own replace those of others. */
    void addAll(ReplicaFigures others) {
        if (toldByServer && !others.toldByServer()) {
            return;
        }
        if (others.toldByServer() && !toldByServer) {
            clear();
            toldByServer = true;
        }
        addCounts(others.counts());
        promptWork.addAll(others.prompts());
        timeToFirstToken.addAll(MedianSketch.of(others.firstBin(), others.firstTokens()));
        if (decodeMillis.length == 0 && !others.decodeMillis().isEmpty()) {
            decodeMillis = new int[DECODING_PANES];
        }
        for (int place = 0; place < others.decodeMillis().size(); place++) {
            decodeMillis[place] += others.decodeMillis().get(place);
        }
    }

    /** Its parts. */
    ReplicaFigures figures() {
        return new ReplicaFigures(
                number,
                toldByServer,
                new ReplicaCounts(completed, withInput, withOutput, inputTokens, outputTokens, tokenGaps, decodeNanos),
                promptWork.figures(),
                timeToFirstToken.firstBin(),
                timeToFirstToken.binCounts(),
                Arrays.stream(decodeMillis).boxed().toList());
    }

    long bytes() {
        return 96 + PromptWork.BYTES + timeToFirstToken.bytes() + 16 + (long) decodeMillis.length * Integer.BYTES;
    }

    private void addCounts(ReplicaCounts others) {
        completed += others.completed();
        withInput += others.withInput();
        withOutput += others.withOutput();
        inputTokens += others.inputTokens();
        outputTokens += others.outputTokens();
        tokenGaps += others.tokenGaps();
        decodeNanos += others.decodeNanos();
    }

    private void clear() {
        completed = 0;
        withInput = 0;
        withOutput = 0;
        inputTokens = 0;
        outputTokens = 0;
        tokenGaps = 0;
        decodeNanos = 0;
        promptWork = new PromptWork();
        timeToFirstToken = new MedianSketch();
        decodeMillis = new int[0];
    }

    private void addDecoding(RequestObservation request) {
        int gaps = request.tokens().output().orElse(0) - 1;
        Optional<Duration> decoding = decodingOf(request.timings());
        if (gaps < 1 || decoding.isEmpty()) {
            return;
        }
        tokenGaps += gaps;
        decodeNanos += decoding.get().toNanos();
        long to = request.eventTime().toEpochMilli();
        long from = to - decoding.get().toMillis();
        if (decodeMillis.length == 0) {
            decodeMillis = new int[DECODING_PANES];
        }
        long start = number * ReplicaPanes.PANE_MILLIS;
        for (int place = 0; place < DECODING_PANES && start + ReplicaPanes.PANE_MILLIS > from; place++) {
            long end = Math.min(to, start + ReplicaPanes.PANE_MILLIS);
            decodeMillis[place] += (int) Math.max(0, end - Math.max(from, start));
            start -= ReplicaPanes.PANE_MILLIS;
        }
    }

    private static Optional<Duration> decodingOf(RequestTimings timings) {
        return timings.endToEnd()
                .flatMap(end -> timings.timeToFirstToken().map(end::minus))
                .filter(decoding -> !decoding.isNegative());
    }

    private static OptionalDouble mean(double sum, long count) {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / (double) count);
    }
}
