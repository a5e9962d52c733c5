// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.util.Optional;

/** One way to expect a rate. It keeps what it has seen; one thread at a time. */
interface Contender {
    /** A word for it, the same in each release. */
    String method();

    /** Takes in one step. */
    void observe(Sight sight);

    /**
     * What it expects.
     *
     * @param secondsAhead of the last sight's end; 0 or more
     * @param history of the same workload
     * @return empty while it knows too little to say anything
     */
    Optional<Outlook> at(double secondsAhead, RateHistory history);
}
