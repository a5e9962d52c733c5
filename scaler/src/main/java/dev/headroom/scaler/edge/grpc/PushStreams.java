// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The open streams of one call, and how they end: cleanly. After an error KEDA waits longer each time before it calls again, up to a
 * minute, and only a clean end makes it forget that.
 */
final class PushStreams<S extends PushStream<?>> {
    private final Set<S> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** Answers whether the stream stays open; while the service ends, none does. */
    boolean add(S stream) {
        stream.onCancel(() -> open.remove(stream));
        open.add(stream);
        if (closing) {
            complete(stream);
            return false;
        }
        return true;
    }

    void forEach(Consumer<S> action) {
        open.forEach(action);
    }

    int count() {
        return open.size();
    }

    void completeAll() {
        closing = true;
        open.forEach(this::complete);
    }

    /** Ends those whose connection is about to be closed; KEDA opens them again on its next one. */
    void completeOutlived(long nanoTime) {
        open.forEach(stream -> {
            if (stream.outlived(nanoTime)) {
                complete(stream);
            }
        });
    }

    private void complete(S stream) {
        if (open.remove(stream)) {
            stream.complete();
        }
    }
}
