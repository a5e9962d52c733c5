// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.command;

import java.util.Locale;

/** The form of what a command writes to standard output. */
public enum OutputForm {
    /** Readable text. */
    TABLE,
    /** JSON. */
    JSON;

    /** For the help of the option that chooses it. */
    public static final String DESCRIPTION = "table or json (default: ${DEFAULT-VALUE}).";

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
