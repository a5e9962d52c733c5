// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what the cluster brings about. */
public final class Patience {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private Patience() {}

    /** Waits until something holds; while it cannot be asked, it does not. */
    public static void until(String what, Duration patience, Callable<Boolean> holds) {
        Awaitility.await(what)
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .ignoreExceptionsMatching(failure -> !(failure instanceof IllegalStateException))
                .until(holds);
    }
}
