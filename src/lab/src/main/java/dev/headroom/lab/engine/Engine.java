// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import dev.headroom.lab.engine.ServedRequest.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A continuous-batching engine. Each step gives every decoding sequence its tokens, then spends what is left of its token budget
 * on prompts in order of arrival. The first in the queue enters as soon as a slot is free and the cache has room for its whole
 * prompt; nobody overtakes it. Where the cache would overflow, the request admitted last loses what it has there and waits at the
 * front of the queue, to compute its prompt and what it had generated once more.
 *
 * <p>Requests that come at the same moment to an idle engine enter the same step, so that step begins with the first
 * {@link #advanceTo} beyond that moment. Time goes forward only, and how finely it is sliced changes nothing. Each request gets
 * its tokens at the mean speed dealt to it. With speculation the guessed tokens do not count against the step's token budget.
 */
public final class Engine {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final String hardware;
    private final StepTimes times;
    private final EngineLimits limits;
    private final StepNoise noise;
    private final RequestDraws draws;
    private final ArrayDeque<ServedRequest> waiting = new ArrayDeque<>();
    private final List<ServedRequest> prefilling = new ArrayList<>();
    private final DecodeBatch decoding = new DecodeBatch();
    private final TokenLedger ledger = new TokenLedger();
    private double startsAt = NEVER;
    private double stepEndsAt = NEVER;
    private boolean working;
    /** Steps whose number is below this only decode, and nothing happens at their ends. */
    private long quietUntil;

    private int prefillTokens;
    private double attendedTokens;
    private long admissions;
    private long refused;
    private double slowness = 1;

    /**
     * Starts empty.
     *
     * @param model what it is
     * @param noise seeds the times of its steps, its prefix cache and its luck at guessing
     */
    public Engine(EngineModel model, RandomGenerator noise) {
        this.hardware = model.hardware();
        this.times = model.times();
        this.limits = model.limits();
        this.noise = new StepNoise(model.stepNoise(), noise.nextLong());
        this.draws = new RequestDraws(model, noise.nextLong());
    }

    /**
     * Takes a request at {@code now}, to which the engine must have advanced already. A request that its cache could never hold
     * is refused: it has failed at once.
     */
    public void accept(ServedRequest request, double now) {
        int input = request.arrival().inputTokens();
        int output = request.arrival().outputTokens();
        if ((long) input + output > limits.kvTokens()) {
            refused++;
            request.fail(now);
            return;
        }
        request.begin();
        Progress progress = request.progress();
        progress.hits = draws.prefixHits(input);
        progress.tokensPerStep = draws.tokensPerStep();
        progress.toCompute = input;
        progress.computed = 0;
        progress.generated = 0;
        ledger.accepted(input - progress.hits, output);
        if (waiting.isEmpty()) {
            quietUntil = 0;
        }
        waiting.add(request);
        if (!working) {
            working = true;
            startsAt = now;
        }
    }

    /** Runs every step that ends by {@code now}; each finished request is handed on at once, and may bring a new one. */
    public void advanceTo(double now, Consumer<ServedRequest> finished) {
        if (startsAt < now) {
            start();
        }
        while (stepEndsAt <= now) {
            double ended = stepEndsAt;
            if (decoding.step() + 1 < quietUntil) {
                decodeOnce();
                stepEndsAt = ended + stepSeconds();
            } else {
                endStep(ended, finished);
                next(ended);
            }
        }
    }

    /** When the running step ends; infinite while it has nothing to do. Requests that came by now make up the step. */
    public double stepEndsAt() {
        if (startsAt < NEVER) {
            start();
        }
        return stepEndsAt;
    }

    /** Class of its accelerators. */
    public String hardware() {
        return hardware;
    }

    /** What it was started with. */
    public EngineLimits limits() {
        return limits;
    }

    /** What it would show on its page of metrics. */
    public EngineReading reading() {
        long contextTokens = Math.round(decoding.contextTokens()) + ledger.prefillHeld();
        return new EngineReading(
                running(),
                waiting.size(),
                contextTokens,
                ledger.promptTokensToCome(),
                Math.min(1, (double) contextTokens / limits.kvTokens()),
                limits.kvTokens(),
                ledger.counters());
    }

    /** Tokens of prompts and answers that are still to be computed. */
    public long outstandingTokens() {
        return ledger.tokensToCome();
    }

    /** Steps that begin from now on take so many times as long. */
    public void slowedBy(double factor) {
        slowness = factor;
    }

    /** The process dies: whatever it had in hand is given back, unfinished, and the engine is empty. */
    public List<ServedRequest> abandon() {
        List<ServedRequest> lost = unfinished().toList();
        waiting.clear();
        prefilling.clear();
        decoding.clear();
        ledger.forgetOutstanding();
        startsAt = NEVER;
        stepEndsAt = NEVER;
        working = false;
        return lost;
    }

    /** Requests waiting and running. */
    public int outstanding() {
        return waiting.size() + running();
    }

    /** The requests running, in order of admission, and those waiting. */
    public Stream<ServedRequest> unfinished() {
        Stream<ServedRequest> running = Stream.concat(decoding.stream(), prefilling.stream())
                .sorted(Comparator.comparingLong(request -> request.progress().admission));
        return Stream.concat(running, waiting.stream());
    }

    /** Steps ended so far. */
    public long steps() {
        return decoding.step();
    }

    /** Requests refused because the cache could never hold them. */
    public long refused() {
        return refused;
    }

    private int running() {
        return prefilling.size() + decoding.size();
    }

    private void start() {
        double start = startsAt;
        startsAt = NEVER;
        beginStep(start);
    }

    private void next(double now) {
        if (outstanding() > 0) {
            beginStep(now);
        } else {
            stepEndsAt = NEVER;
            working = false;
        }
    }

    private double stepSeconds() {
        double millis = times.millis(
                decoding.size(),
                (long) decoding.contextTokens(),
                decoding.longestContext(),
                prefillTokens,
                attendedTokens);
        return slowness * noise.next() * millis / MILLIS_PER_SECOND;
    }

    private void beginStep(double now) {
        makeRoom();
        prefillTokens = 0;
        attendedTokens = 0;
        int budget = limits.stepTokens() - decoding.size();
        for (ServedRequest request : prefilling) {
            takeChunk(request, budget - prefillTokens);
        }
        while (prefillTokens < budget && mayEnter(waiting.peek())) {
            takeChunk(admit(waiting.remove(), now), budget - prefillTokens);
        }
        // With no prompt in hand the queue is empty or blocked, and stays so until somebody leaves or comes.
        quietUntil = prefilling.isEmpty() ? Math.min(decoding.nextFinish(), roomUntil()) : 0;
        stepEndsAt = now + stepSeconds();
    }

    /** Lets go the youngest until the coming step's tokens fit; one alone always fits. */
    private void makeRoom() {
        while (running() > 1 && cacheNeeded() > limits.kvTokens()) {
            if (prefilling.isEmpty()) {
                preemptDecoding(decoding.youngest());
            } else {
                preemptPrefilling(prefilling.remove(prefilling.size() - 1));
            }
        }
    }

    private void preemptDecoding(ServedRequest request) {
        Progress progress = request.progress();
        double generated = progress.generated + decoding.decoded(request);
        decoding.remove(request);
        progress.generated = (int) generated;
        progress.toCompute = request.arrival().inputTokens() + progress.generated;
        ledger.preempted(progress.toCompute, generated - progress.generated);
        waitAgain(request);
    }

    private void preemptPrefilling(ServedRequest request) {
        Progress progress = request.progress();
        ledger.leftPrefill(progress);
        ledger.preempted(progress.computed, 0);
        waitAgain(request);
    }

    private void waitAgain(ServedRequest request) {
        request.progress().hits = 0;
        request.progress().computed = 0;
        waiting.addFirst(request);
    }

    /** Tokens that the cache has to hold at the end of the coming step: whole prompts, each with its first token. */
    private double cacheNeeded() {
        return decoding.contextTokens() + decoding.tokensPerStep() + ledger.prefillReserved();
    }

    /** The number of the last step for which the cache has room. */
    private long roomUntil() {
        double room = limits.kvTokens() - decoding.contextTokens();
        return decoding.size() == 0
                ? Long.MAX_VALUE
                : decoding.step() + (long) Math.max(0, Math.floor(room / decoding.tokensPerStep()));
    }

    private boolean mayEnter(@Nullable ServedRequest request) {
        if (request == null || running() >= limits.maxSequences()) {
            return false;
        }
        return running() == 0 || cacheNeeded() + request.progress().toCompute + 1 <= limits.kvTokens();
    }

    private ServedRequest admit(ServedRequest request, double now) {
        request.schedule(now);
        request.progress().admission = ++admissions;
        request.progress().computed = request.progress().hits;
        ledger.enteredPrefill(request.progress());
        prefilling.add(request);
        return request;
    }

    private void takeChunk(ServedRequest request, int budget) {
        Progress progress = request.progress();
        progress.chunk = Math.min(budget, progress.toCompute - progress.computed);
        prefillTokens += progress.chunk;
        attendedTokens += Prefill.attended(progress.computed, progress.chunk);
    }

    private void decodeOnce() {
        ledger.decoded(decoding.tokensPerStep());
        decoding.advance();
    }

    private void endStep(double now, Consumer<ServedRequest> finished) {
        decodeOnce();
        for (ServedRequest done = decoding.pollFinished(); done != null; done = decoding.pollFinished()) {
            Progress progress = done.progress();
            ledger.finished(
                    progress.generated + decoding.decoded(done) - done.arrival().outputTokens());
            progress.generated = done.arrival().outputTokens();
            done.finish(now);
            finished.accept(done);
        }
        int kept = 0;
        for (int i = 0; i < prefilling.size(); i++) {
            ServedRequest request = prefilling.get(i);
            if (!prefilled(request)) {
                prefilling.set(kept++, request);
            } else if (answered(request, now)) {
                finished.accept(request);
            }
        }
        prefilling.subList(kept, prefilling.size()).clear();
    }

    /** Books the chunk of the step; answers whether the prompt is complete. */
    private boolean prefilled(ServedRequest request) {
        Progress progress = request.progress();
        ledger.computed(progress.chunk);
        progress.computed += progress.chunk;
        progress.chunk = 0;
        return progress.computed == progress.toCompute;
    }

    /** The step that completes a prompt brings a token; answers whether it was the last. */
    private boolean answered(ServedRequest request, double now) {
        Progress progress = request.progress();
        int output = request.arrival().outputTokens();
        ledger.leftPrefill(progress);
        ledger.decoded(1);
        progress.generated++;
        if (request.gotFirstToken(now)) {
            ledger.firstToken(request.arrival().inputTokens(), progress.hits);
        }
        if (progress.generated == output) {
            ledger.finished(0);
            request.finish(now);
            return true;
        }
        decoding.join(request, output);
        return false;
    }
}
