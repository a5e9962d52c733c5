// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.util.function.Predicate;

/**
 * One thing that breaks.
 *
 * @param name what it is called: small letters and hyphens
 * @param stage what it breaks
 * @param done what is done, in one sentence
 * @param toBeSeen what is to be seen, in one sentence
 * @param strike breaks it, and mends it where that is not the service's own matter; when it returns, the time to recover begins
 * @param over what must be true besides before all is as it was
 * @param look looks once more when all is as it was
 * @param restore gives the stage back what it lost, for the next fault
 */
record ChaosFault(
        String name,
        StageKind stage,
        String done,
        String toBeSeen,
        Action strike,
        Predicate<ChaosStage> over,
        Action look,
        Action restore) {
    /** What is done to a stage; throws {@link NotPossibleHereException} where this machine does not allow it. */
    @FunctionalInterface
    interface Action {
        void on(ChaosStage stage, Notes notes) throws Exception;
    }

    static ChaosFault of(String name, StageKind stage, String done, String toBeSeen, Action strike) {
        Action nothing = (on, notes) -> {};
        return new ChaosFault(name, stage, done, toBeSeen, strike, on -> true, nothing, nothing);
    }

    ChaosFault overWhen(Predicate<ChaosStage> condition) {
        return new ChaosFault(name, stage, done, toBeSeen, strike, condition, look, restore);
    }

    ChaosFault lookedAtBy(Action again) {
        return new ChaosFault(name, stage, done, toBeSeen, strike, over, again, restore);
    }

    ChaosFault restoredBy(Action again) {
        return new ChaosFault(name, stage, done, toBeSeen, strike, over, look, again);
    }
}
