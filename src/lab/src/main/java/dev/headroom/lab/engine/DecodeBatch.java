// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sequences that decode. A step costs the same however many there are: sums are carried along, and each sequence is touched
 * only when it joins and when it leaves.
 */
final class DecodeBatch {
    private static final Comparator<ServedRequest> FIRST_TO_FINISH = Comparator.comparingLong(
                    (ServedRequest request) -> request.progress().finishStep)
            .thenComparingLong(request -> request.progress().admission);

    private final PriorityQueue<ServedRequest> byFinish = new PriorityQueue<>(FIRST_TO_FINISH);
    private long step;
    private double contextTokens;
    private double tokensPerStep;
    private @Nullable ServedRequest longest;

    int size() {
        return byFinish.size();
    }

    /** Steps so far. */
    long step() {
        return step;
    }

    double contextTokens() {
        return contextTokens;
    }

    /** Tokens that all of them together get in a step. */
    double tokensPerStep() {
        return tokensPerStep;
    }

    /** Of the sequence that was the longest when the batch last changed. */
    long longestContext() {
        return longest == null ? 0 : (long) contextOf(longest);
    }

    /** The count of steps at which the first of them has its last token; far away when there are none. */
    long nextFinish() {
        ServedRequest next = byFinish.peek();
        return next == null ? Long.MAX_VALUE : next.progress().finishStep;
    }

    /** Every sequence gets its tokens. */
    void advance() {
        step++;
        contextTokens += tokensPerStep;
    }

    /** From the next step on. */
    void join(ServedRequest request, int outputTokens) {
        ServedRequest.Progress progress = request.progress();
        progress.heldAtJoin = progress.computed + 1;
        progress.joinStep = step;
        progress.finishStep = step + (long) Math.ceil((outputTokens - progress.generated) / progress.tokensPerStep);
        byFinish.add(request);
        contextTokens += progress.heldAtJoin;
        tokensPerStep += progress.tokensPerStep;
        if (longest == null || progress.heldAtJoin > contextOf(longest)) {
            longest = request;
        }
    }

    /** The one that has its last token now; null when none has. */
    @Nullable
    ServedRequest pollFinished() {
        ServedRequest next = byFinish.peek();
        if (next == null || next.progress().finishStep > step) {
            return null;
        }
        byFinish.remove();
        left(next);
        return next;
    }

    /** The one admitted last; the batch must not be empty. */
    ServedRequest youngest() {
        return byFinish.stream()
                .max(Comparator.comparingLong(request -> request.progress().admission))
                .orElseThrow();
    }

    void remove(ServedRequest request) {
        byFinish.remove(request);
        left(request);
    }

    void clear() {
        byFinish.clear();
        forgetRoundings();
    }

    Stream<ServedRequest> stream() {
        return byFinish.stream();
    }

    /** Tokens of a sequence in the cache. */
    double contextOf(ServedRequest request) {
        return request.progress().heldAtJoin + decoded(request);
    }

    /** Tokens that it got since it joined; with speculation a fraction more or less than whole ones. */
    double decoded(ServedRequest request) {
        ServedRequest.Progress progress = request.progress();
        return progress.tokensPerStep * (step - progress.joinStep);
    }

    private void left(ServedRequest request) {
        contextTokens -= contextOf(request);
        tokensPerStep -= request.progress().tokensPerStep;
        if (byFinish.isEmpty()) {
            forgetRoundings();
        } else if (request == longest) {
            longest = findLongest();
        }
    }

    private @Nullable ServedRequest findLongest() {
        ServedRequest found = null;
        double most = -1;
        for (ServedRequest request : byFinish) {
            double context = contextOf(request);
            if (context > most) {
                most = context;
                found = request;
            }
        }
        return found;
    }

    private void forgetRoundings() {
        contextTokens = 0;
        tokensPerStep = 0;
        longest = null;
    }
}
