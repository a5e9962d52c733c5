// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a request ended.
 *
 * @param finish why; UNKNOWN where nothing said so
 * @param httpStatus of the answer; empty where there was none
 * @param error kind of error; empty without one
 */
public record ExchangeOutcome(FinishReason finish, OptionalInt httpStatus, Optional<String> error) {
    /** Not yet. */
    static final ExchangeOutcome NONE =
            new ExchangeOutcome(FinishReason.UNKNOWN, OptionalInt.empty(), Optional.empty());
}
