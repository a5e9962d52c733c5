// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import java.util.function.BooleanSupplier;

/** Time, and what is due: real, or virtual in tests. All tasks run on the thread of {@link #runUntil}. */
public interface Timeline {
    /** Nanoseconds since some instant. */
    long nanos();

    /** Runs a task at an instant, or at once where that is past. Any thread may call it. */
    void at(long nanos, Runnable task);

    /** Runs due tasks until a condition holds, which is asked after each. */
    void runUntil(BooleanSupplier done);
}
