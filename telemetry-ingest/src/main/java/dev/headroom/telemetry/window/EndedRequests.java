// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.sketch.QuantileSketch;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Figures of the requests that ended within one pane, or within several pooled ones. */
public final class EndedRequests {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final long BYTES_WITHOUT_SKETCHES = 144 + PromptWork.BYTES;

    private static final Set<Measure> UNANSWERED =
            Set.of(Measure.ABORTED_AFTER, Measure.ABORTED_WITHOUT_TOKEN, Measure.FAILED_AFTER);

    private long completed;
    private long aborted;
    private long failed;
    private long retries;
    private final PromptWork promptWork = new PromptWork();
    private final Map<Measure, QuantileSketch> sketches = new EnumMap<>(Measure.class);

    EndedRequests() {}

    /**
     * Those whose figures these are.
     *
     * @param sketches of the measures that any of them knows; taken over, not copied
     */
    public static EndedRequests of(EndCounts counts, PromptFigures prompts, Map<Measure, QuantileSketch> sketches) {
        EndedRequests requests = new EndedRequests();
        requests.completed = counts.completed();
        requests.aborted = counts.aborted();
        requests.failed = counts.failed();
        requests.retries = counts.retries();
        requests.promptWork.addAll(prompts);
        requests.sketches.putAll(sketches);
        return requests;
    }

    /** How they ended. */
    public EndCounts counts() {
        return new EndCounts(completed, aborted, failed, retries);
    }

    /** The parts of their sums of prompt tokens. */
    public PromptFigures prompts() {
        return promptWork.figures();
    }

    /** Of the measures that any of them knows. */
    public Map<Measure, QuantileSketch> sketches() {
        return Collections.unmodifiableMap(sketches);
    }

    /** How many were answered completely. */
    public long completed() {
        return completed;
    }

    /** How many a client gave up on. */
    public long aborted() {
        return aborted;
    }

    /** How many the server could not answer. */
    public long failed() {
        return failed;
    }

    /** How many of all were sent again after an earlier attempt. */
    public long retries() {
        return retries;
    }

    /** All of them. */
    public long ended() {
        return completed + aborted + failed;
    }

    /**
     * Mean prompt tokens that a sequence makes the server compute: prefix-cache hits taken away, and the prompt of a request
     * with n &gt; 1 counted once.
     *
     * @param cachedShare share of prompt tokens that came from a cache, for requests without that figure; 0 to 1
     */
    public OptionalDouble meanTokensToCompute(double cachedShare) {
        return promptWork.mean(cachedShare);
    }

    /** A measure of the completed ones; empty where none of them knows it. */
    public QuantileSketch sketchOf(Measure measure) {
        return sketches.computeIfAbsent(measure, absent -> new QuantileSketch());
    }

    void add(RequestObservation request) {
        retries += request.attempt() > 0 ? 1 : 0;
        switch (request.phase()) {
            case COMPLETED -> addCompleted(request);
            case ABORTED -> addAborted(request);
            case FAILED -> addFailed(request);
            case ADMITTED -> throw new IllegalArgumentException("an admitted request has not ended");
        }
    }

    private void addAborted(RequestObservation request) {
        aborted++;
        request.timings().endToEnd().ifPresent(age -> {
            add(Measure.ABORTED_AFTER, secondsOf(age));
            if (request.timings().timeToFirstToken().isEmpty()
                    && request.tokens().output().orElse(0) == 0) {
                add(Measure.ABORTED_WITHOUT_TOKEN, secondsOf(age));
            }
        });
    }

    private void addFailed(RequestObservation request) {
        failed++;
        request.timings().endToEnd().ifPresent(age -> add(Measure.FAILED_AFTER, secondsOf(age)));
    }

    private void addCompleted(RequestObservation request) {
        completed++;
        promptWork.add(request.tokens());
        request.tokens().input().ifPresent(tokens -> add(Measure.INPUT_TOKENS, tokens));
        request.tokens().output().ifPresent(tokens -> add(Measure.OUTPUT_TOKENS, tokens));
        request.timings().timeToFirstToken().ifPresent(time -> add(Measure.TIME_TO_FIRST_TOKEN, secondsOf(time)));
        request.timings().endToEnd().ifPresent(time -> add(Measure.END_TO_END, secondsOf(time)));
        addInterTokenLatency(request);
    }

    void addAll(EndedRequests others) {
        completed += others.completed;
        aborted += others.aborted;
        failed += others.failed;
        retries += others.retries;
        promptWork.addAll(others.promptWork);
        others.sketches.forEach(this::addAll);
    }

    /** Takes over others' reports of requests that were not answered, and nothing else. */
    void addUnanswered(EndedRequests others) {
        aborted += others.aborted;
        failed += others.failed;
        UNANSWERED.forEach(measure -> others.addTo(sketchOf(measure), measure));
    }

    void addTo(QuantileSketch pool, Measure measure) {
        Optional.ofNullable(sketches.get(measure)).ifPresent(pool::addAll);
    }

    long bytes() {
        return BYTES_WITHOUT_SKETCHES
                + sketches.values().stream().mapToLong(QuantileSketch::bytes).sum();
    }

    private void addInterTokenLatency(RequestObservation request) {
        int gaps = request.tokens().output().orElse(0) - 1;
        Optional<Duration> first = request.timings().timeToFirstToken();
        Optional<Duration> last = request.timings().endToEnd();
        if (gaps >= 1 && first.isPresent() && last.isPresent()) {
            add(Measure.INTER_TOKEN_LATENCY, secondsOf(last.get().minus(first.get())) / gaps);
        }
    }

    private void addAll(Measure measure, QuantileSketch theirs) {
        sketchOf(measure).addAll(theirs);
    }

    private void add(Measure measure, double value) {
        sketchOf(measure).add(value);
    }

    private static double secondsOf(Duration duration) {
        return (double) duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }
}
