// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan on its way through the stages. Immutable.
 *
 * @param replicas the number so far
 * @param reasons of the stages so far
 * @param unavailable why KEDA gets no number; empty when it gets one
 */
record Draft(int replicas, List<Reason> reasons, Optional<String> unavailable) {
    static Draft of(Reason.Stage stage, int replicas, String sentence) {
        return new Draft(replicas, List.of(new Reason(stage, replicas, sentence)), Optional.empty());
    }

    Draft then(Reason.Stage stage, int moved, String sentence) {
        List<Reason> more = new ArrayList<>(reasons);
        more.add(new Reason(stage, moved, sentence));
        return new Draft(moved, List.copyOf(more), unavailable);
    }

    Draft noAnswer(String sentence) {
        return new Draft(replicas, reasons, Optional.of(sentence));
    }
}
