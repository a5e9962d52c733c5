// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Optional;

/**
 * How requests are read.
 *
 * @param model of requests that name none, as TGI's own never do
 * @param countStreamEvents whether events with content count as tokens where the answer does not say how many there were
 */
public record ObserveSettings(Optional<String> model, boolean countStreamEvents) {
    /** 256 characters, the same limit as for a model's name in a request. */
    public static final int MOST_MODEL_CHARACTERS = JsonScanner.MOST_TEXT_BYTES;

    public ObserveSettings {
        if (model.filter(name -> name.isBlank() || name.length() > MOST_MODEL_CHARACTERS)
                .isPresent()) {
            throw new IllegalArgumentException(
                    "model must have 1 to " + MOST_MODEL_CHARACTERS + " characters, was '" + model.orElse("") + "'");
        }
    }
}
