// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The machine's monotonic clock. The lock guards the queue; tasks run outside it. */
final class RealTimeline implements Timeline {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
    private long order;

    private record Due(long nanos, long order, Runnable task) {}

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void at(long nanos, Runnable task) {
        lock.lock();
        try {
            queue.add(new Due(nanos, order++, task));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            next().run();
        }
    }

    private Runnable next() {
        lock.lock();
        try {
            for (long left = untilDue(); left > 0; left = untilDue()) {
                changed.awaitNanos(left);
            }
            return queue.remove().task();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        } finally {
            lock.unlock();
        }
    }

    /** Endless without tasks, for another thread may add one. */
    private long untilDue() {
        @Nullable Due first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.nanos() - nanos();
    }
}
