// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be sent. When it is full the oldest gives way, because it is worth least. Adding takes a lock that is held only while
 * one reference is moved. Any thread.
 *
 * @param <E> the waiting events
 */
public final class EventRing<E> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final @Nullable Object[] places;
    private int first;
    private int size;
    private long dropped;

    /** Holds {@code capacity} events, at least 1. */
    public EventRing(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a ring must hold at least 1 event, had room for " + capacity);
        }
        this.places = new @Nullable Object[capacity];
    }

    /** Adds one; the oldest is dropped if there is no room. */
    public void add(E event) {
        lock.lock();
        try {
            if (size == places.length) {
                places[first] = null;
                first = (first + 1) % places.length;
                size--;
                dropped++;
            }
            places[(first + size) % places.length] = event;
            size++;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest, waiting for one if need be; empty when there was none in time. */
    Optional<E> take(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (size == 0) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = filled.awaitNanos(left);
            }
            @SuppressWarnings("unchecked")
            E oldest = (E) places[first];
            places[first] = null;
            first = (first + 1) % places.length;
            size--;
            return Optional.ofNullable(oldest);
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    public int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** How many had to give way so far. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
