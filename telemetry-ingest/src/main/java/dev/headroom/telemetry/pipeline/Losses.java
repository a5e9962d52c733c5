// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.validate.Rejection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why a record, or a part of it, reached no window. Records without interest are not losses. Neither is unattributed telemetry, which is
 * shown elsewhere, with a remedy.
 *
 * @param reasons names of {@link SkipReason}s and {@link Rejection}s in small letters, and {@link #DEFECT}; empty where all went well
 */
public record Losses(Set<String> reasons) {
    /** All went well. */
    public static final Losses NONE = new Losses(Set.of());

    /** The reason of a record that met a defect of ours. */
    public static final String DEFECT = "defect";

    public Losses {
        reasons = Set.copyOf(reasons);
    }

    /** Whether nothing was lost. */
    public boolean isNone() {
        return reasons.isEmpty();
    }

    Losses with(SkipReason reason) {
        return reason.isLoss() ? withReason(nameOf(reason)) : this;
    }

    Losses with(Rejection reason) {
        return withReason(nameOf(reason));
    }

    Losses withDefect() {
        return withReason(DEFECT);
    }

    /** How a reason is written here, in meters and in headers. */
    public static String nameOf(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private Losses withReason(String reason) {
        if (reasons.contains(reason)) {
            return this;
        }
        Set<String> all = new TreeSet<>(reasons);
        all.add(reason);
        return new Losses(all);
    }
}
