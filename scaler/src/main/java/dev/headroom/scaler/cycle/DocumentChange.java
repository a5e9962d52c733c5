// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.slo.DocumentName;
import java.util.Optional;

/**
 * A fact: a document came, changed or went.
 *
 * @param kind kind of document
 * @param name its name
 * @param outcome the change's outcome
 * @param fault one sentence when it was refused
 */
public record DocumentChange(DocumentKind kind, DocumentName name, Outcome outcome, Optional<String> fault) {
    /** The outcome for the newest version. */
    public enum Outcome {
        /** In force. */
        TAKEN,
        /** Faulty; the last valid version stays in force. */
        REFUSED,
        /** Gone. */
        REMOVED
    }
}
