// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be told of an exchange.
 *
 * @param told whether anything is
 * @param model that the request names
 * @param sequences that it asks for
 * @param input tokens that the answer tells
 * @param output tokens that the answer tells
 * @param finish in the word of the wire contract
 * @param stream whether the answer streams
 */
public record Expected(
        boolean told,
        Optional<String> model,
        int sequences,
        OptionalInt input,
        OptionalInt output,
        String finish,
        boolean stream) {
    static final Expected NOTHING =
            new Expected(false, Optional.empty(), 1, OptionalInt.empty(), OptionalInt.empty(), "UNKNOWN", false);
}
