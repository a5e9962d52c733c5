// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import java.util.Optional;

/**
 * A taint, which keeps pods away from a node.
 *
 * @param key of the taint
 * @param value the empty text where it has none
 * @param effect NoSchedule, NoExecute or PreferNoSchedule
 */
record TaintRule(String key, String value, String effect) {
    private static final String PREFERENCE = "PreferNoSchedule";

    /**
     * A pod's leave to ignore taints.
     *
     * @param key empty for all keys
     * @param anyValue whether the value does not matter
     * @param value else which
     * @param effect empty for all effects
     */
    record Leave(Optional<String> key, boolean anyValue, String value, Optional<String> effect) {
        boolean covers(TaintRule taint) {
            boolean sameKey = key.map(taint.key()::equals).orElse(true);
            boolean sameEffect = effect.map(taint.effect()::equals).orElse(true);
            return sameKey && sameEffect && (anyValue || value.equals(taint.value()));
        }
    }

    /** Whether it keeps a pod away that has no leave to ignore it. */
    boolean forbids() {
        return !effect.equals(PREFERENCE);
    }

    static TaintRule of(Untyped taint) {
        return new TaintRule(
                taint.text("key").orElse(""),
                taint.text("value").orElse(""),
                taint.text("effect").orElse(PREFERENCE));
    }
}
