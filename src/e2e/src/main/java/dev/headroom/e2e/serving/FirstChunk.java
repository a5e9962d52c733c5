// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads a streamed answer to its end; answers when its first part came, NaN where none did. */
final class FirstChunk implements BodySubscriber<Double> {
    private final SimulatedServer.Clock clock;
    private final CompletableFuture<Double> ended = new CompletableFuture<>();
    private double first = Double.NaN;

    FirstChunk(SimulatedServer.Clock clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<Double> getBody() {
        return ended;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        if (Double.isNaN(first)) {
            first = clock.now();
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        ended.complete(first);
    }
}
