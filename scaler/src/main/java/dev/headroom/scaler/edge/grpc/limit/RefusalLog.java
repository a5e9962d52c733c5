// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.limit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs why callers are refused, at most once a second and kind: a caller that sends invalid calls sends them by the thousand. Any thread.
 */
public final class RefusalLog {
    static final Duration QUIET = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final Map<Kind, Said> said = new ConcurrentHashMap<>();

    /** Kinds of refused behaviour; each is logged by itself. */
    public enum Kind {
        /** Too many connections. */
        CONNECTIONS,
        /** Too many calls. */
        CALLS,
        /** Too many bytes of requests that are not complete. */
        BYTES,
        /** A request that did not come. */
        SILENCE
    }

    /** When a kind was last said, and how many came since. */
    private record Said(long at, long since, boolean due) {}

    /**
     * Says nothing yet.
     *
     * @param nanoTime a monotonic clock
     * @param log takes a sentence
     */
    public RefusalLog(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** A caller was refused. */
    public void refused(Kind kind, Supplier<String> sentence) {
        long now = nanoTime.getAsLong();
        Said after = said.compute(kind, (same, before) -> next(before, now));
        if (after.due()) {
            log.accept(sentence.get()
                    + (after.since() == 0 ? "" : " (" + after.since() + " more since the last such line)"));
        }
    }

    private static Said next(@Nullable Said before, long now) {
        if (before == null) {
            return new Said(now, 0, true);
        }
        if (now - before.at() < QUIET.toNanos()) {
            return new Said(before.at(), before.due() ? 1 : before.since() + 1, false);
        }
        return new Said(now, before.due() ? 0 : before.since(), true);
    }
}
