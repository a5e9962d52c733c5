// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Threads that share work. What comes out does not depend on how many there are, nor on who is done first. */
public final class Crew {
    private final int threads;

    /**
     * @param threads that work at once; 1 or more
     */
    public Crew(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, was " + threads);
        }
        this.threads = threads;
    }

    /**
     * Does all parts; the results are in the parts' order. After a failure no further part is begun, those under way are ended,
     * and the failure of the foremost failed part is thrown.
     */
    public <I, O> List<O> map(List<I> parts, Function<? super I, ? extends O> work) {
        ExecutorService executor = Executors.newFixedThreadPool(threads, named());
        AtomicBoolean failed = new AtomicBoolean();
        try {
            List<Future<O>> results = new ArrayList<>();
            for (I part : parts) {
                results.add(executor.submit(() -> unlessFailed(failed, part, work)));
            }
            executor.shutdown();
            return collected(results);
        } finally {
            failed.set(true);
            executor.shutdownNow();
        }
    }

    private static <I, O> O unlessFailed(AtomicBoolean failed, I part, Function<? super I, ? extends O> work) {
        if (failed.get()) {
            throw new CancellationException("another part failed");
        }
        try {
            return work.apply(part);
        } catch (RuntimeException | Error failure) {
            failed.set(true);
            throw failure;
        }
    }

    private static <O> List<O> collected(List<Future<O>> results) {
        List<O> collected = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Future<O> result : results) {
            try {
                collected.add(result.get());
            } catch (ExecutionException failed) {
                Throwable cause = failed.getCause();
                // A part that was not begun is no failure of its own.
                if (cause != null && !(cause instanceof CancellationException)) {
                    failures.add(cause);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before all parts were done", stopped);
            }
        }
        if (!failures.isEmpty()) {
            throw unchecked(failures.get(0));
        }
        return collected;
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error broken) {
            throw broken;
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    private static ThreadFactory named() {
        AtomicInteger next = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "crew-" + next.incrementAndGet());
            // Ctrl-C ends the process at once; the journal has what is finished.
            thread.setDaemon(true);
            return thread;
        };
    }
}
