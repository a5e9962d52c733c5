// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.time.Duration;

/** A receiver of observations. Called on the thread that forwards: must return at once and never throw. */
public interface Witness {
    /** An event to report. */
    void happened(RequestEvent event);

    /** Time between two events of a stream that both had content. */
    void gap(Duration between);
}
