// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives up calls that a file system does not answer in time: a network drive that hangs must not hold up files elsewhere. A path that hangs
 * is not asked again before it has answered, so that each holds one thread at most. One caller at a time.
 */
final class Deadline implements AutoCloseable {
    private final Duration atMost;
    private final Map<Path, Future<?>> hanging = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "headroom-file-reader");
        thread.setDaemon(true);
        return thread;
    });

    Deadline(Duration atMost) {
        this.atMost = atMost;
    }

    /** Does it, or fails when it takes too long. */
    <T> T within(Path about, Callable<T> work) throws IOException {
        Future<?> before = hanging.get(about);
        if (before != null && !before.isDone()) {
            throw late();
        }
        hanging.remove(about);
        Future<T> running = threads.submit(work);
        try {
            return running.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            hanging.put(about, running);
            throw late();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(failure.getCause());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IOException("the service is shutting down", closing);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private IOException late() {
        return new IOException("not answered within " + atMost.toMillis() + " ms");
    }
}
