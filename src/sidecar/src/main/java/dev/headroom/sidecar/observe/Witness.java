// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.time.Duration;

/** Whoever hears of what was seen. Called on the thread that forwards: must return at once and never throw. */
public interface Witness {
    /** An event to tell of. */
    void happened(RequestEvent event);

    /** Time between two events of a stream that both had content. */
    void gap(Duration between);
}
