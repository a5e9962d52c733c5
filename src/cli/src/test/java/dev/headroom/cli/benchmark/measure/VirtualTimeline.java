// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Time that passes from task to task, on one thread. */
final class VirtualTimeline implements Timeline {
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
    private long now = 1_000;
    private long order;

    private record Due(long nanos, long order, Runnable task) {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void at(long nanos, Runnable task) {
        queue.add(new Due(Math.max(now, nanos), order++, task));
    }

    @Override
    public void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Due next = queue.remove();
            now = next.nanos();
            next.task().run();
        }
    }
}
