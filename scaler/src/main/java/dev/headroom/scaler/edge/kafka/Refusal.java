// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import java.util.Locale;

/** Why a record of the shared topic does not count. A closed set, fit for a meter's label. */
public enum Refusal {
    /** It says nothing that this version could use. */
    UNREADABLE,
    /** Its writer had been succeeded by another owner before. */
    SUPERSEDED;

    /** The word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
