// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import dev.headroom.lab.engine.ServedRequest.Progress;

/**
 * Counts tokens: those to come, those that prompts hold in the cache, and all that were ever made. Answers are fractions while
 * speculation is on; each request's is set right when it leaves.
 */
final class TokenLedger {
    private long promptToCome;
    private double answersToCome;
    private long prefillHeld;
    private long prefillReserved;
    private long finished;
    private long firstTokens;
    private long promptTokens;
    private long cachedPromptTokens;
    private double generated;
    private long preemptions;

    void accepted(int promptTokensToCompute, int outputTokens) {
        promptToCome += promptTokensToCompute;
        answersToCome += outputTokens;
    }

    void enteredPrefill(Progress progress) {
        prefillHeld += progress.computed;
        prefillReserved += progress.toCompute + 1;
    }

    void leftPrefill(Progress progress) {
        prefillHeld -= progress.computed;
        prefillReserved -= progress.toCompute + 1;
    }

    void computed(int chunk) {
        promptToCome -= chunk;
        prefillHeld += chunk;
    }

    void decoded(double tokens) {
        generated += tokens;
        answersToCome -= tokens;
    }

    void firstToken(int inputTokens, int hits) {
        firstTokens++;
        promptTokens += inputTokens;
        cachedPromptTokens += hits;
    }

    /** A request is complete; {@code beyond} tokens were counted that it did not ask for. */
    void finished(double beyond) {
        finished++;
        decoded(-beyond);
    }

    /** A request lost its cache: so much is to be computed again, and {@code fraction} of a token is void. */
    void preempted(int again, double fraction) {
        preemptions++;
        promptToCome += again;
        decoded(-fraction);
    }

    void forgetOutstanding() {
        promptToCome = 0;
        answersToCome = 0;
        prefillHeld = 0;
        prefillReserved = 0;
    }

    long promptTokensToCome() {
        return promptToCome;
    }

    long tokensToCome() {
        return promptToCome + Math.max(0, Math.round(answersToCome));
    }

    long prefillHeld() {
        return prefillHeld;
    }

    /** Tokens of whole prompts in hand, each with its first token. */
    long prefillReserved() {
        return prefillReserved;
    }

    EngineCounters counters() {
        return new EngineCounters(
                finished, firstTokens, promptTokens, cachedPromptTokens, Math.round(generated), preemptions);
    }
}
