// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import dev.headroom.sidecar.observe.Exchanges;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** The proxy on all its event loops. Any thread but an event loop. */
public final class Proxy {
    private static final long START_SECONDS = 30;
    private static final long STOP_SECONDS = 5;
    private static final long GLANCE_NANOS = 20_000_000;

    private final Vertx vertx;
    private final ProxySettings settings;
    private final Onlookers onlookers;
    private final ProxyState state;
    private final List<String> deployed = new ArrayList<>();

    /**
     * @param settings how requests are forwarded
     * @param exchanges begins one with each request to report
     * @param clock read once for each of those
     */
    public Proxy(Vertx vertx, ProxySettings settings, Exchanges exchanges, Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.onlookers = new Onlookers(exchanges, clock);
        this.state = new ProxyState(new WaitingRoom(settings.waitForUpstream(), settings.mostHeld()));
    }

    /**
     * Listens, on {@code loops} event loops.
     *
     * @throws IllegalStateException when it cannot
     */
    public void start(int loops) {
        // Below 0 Vert.x takes one free port for all instances.
        int port = settings.port() == 0 ? -1 : settings.port();
        deployed.add(await(
                vertx.deployVerticle(
                                () -> new ProxyLoop(settings, port, onlookers, state),
                                new DeploymentOptions().setInstances(loops))
                        .toCompletionStage()
                        .toCompletableFuture(),
                START_SECONDS));
    }

    /** Where it listens. */
    public int port() {
        return state.port();
    }

    /** Requests that have begun and not ended. */
    public int inFlight() {
        return state.inFlight();
    }

    /** Those of them that wait for the server to be there. */
    public int held() {
        return state.room().held();
    }

    /** Requests that were refused unread, and their connections closed: malformed, or not to be forwarded. */
    public long refused() {
        return state.refusals();
    }

    /** Connections that were closed because a client did not send in time what it had begun. */
    public long late() {
        return state.lates();
    }

    /** Whether it listens, and is not about to end. */
    public boolean isReady() {
        return !deployed.isEmpty() && !state.isDraining();
    }

    /** From now on each connection is closed after its answer; waits until no request runs, or {@code patience} is over. */
    public void drain(Duration patience) {
        state.drain();
        long deadline = System.nanoTime() + patience.toNanos();
        while (state.inFlight() > 0 && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /** Closes all connections. */
    public void stop() {
        for (String id : deployed) {
            await(vertx.undeploy(id).toCompletionStage().toCompletableFuture(), STOP_SECONDS);
        }
        deployed.clear();
    }

    private <T> T await(CompletableFuture<T> future, long seconds) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw new IllegalStateException(
                    "the proxy cannot listen at " + settings.host() + ":" + settings.port() + ": "
                            + (cause == null ? failure : cause).getMessage(),
                    failure);
        } catch (TimeoutException late) {
            throw new IllegalStateException("the proxy did not start or stop within " + seconds + " s", late);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interruption);
        }
    }
}
