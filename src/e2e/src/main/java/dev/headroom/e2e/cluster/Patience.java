// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what the cluster brings about. */
public final class Patience {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private Patience() {}

    /** Lets a time pass, and looks each second, the first time at once. */
    public static void during(Duration time, Callable<?> look) {
        long until = System.nanoTime() + time.toNanos();
        Awaitility.await(time.toSeconds() + " s of looks")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .atMost(time.plusMinutes(1))
                .until(() -> {
                    look.call();
                    return System.nanoTime() > until;
                });
    }

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
