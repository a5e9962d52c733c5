// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * The share of one event loop: the clients whose connections it took, and its own connections to the server. So no request ever changes
 * threads.
 */
final class ProxyLoop extends AbstractVerticle {
    private final ProxySettings settings;
    private final int port;
    private final Onlookers onlookers;
    private final ProxyState state;
    private @Nullable Upstream upstream;
    private @Nullable HttpServer server;

    ProxyLoop(ProxySettings settings, int port, Onlookers onlookers, ProxyState state) {
        this.settings = settings;
        this.port = port;
        this.onlookers = onlookers;
        this.state = state;
    }

    @Override
    public void start(Promise<Void> started) {
        upstream = new Upstream(vertx, settings);
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(port)
                .setMaxHeaderSize(Limits.HEAD_BYTES)
                .setMaxInitialLineLength(Limits.LINE_BYTES)
                .setMaxChunkSize(Limits.PIECE_BYTES)
                // HTTP/1.1 is forwarded as such; to take up HTTP/2 would change it.
                .setHttp2ClearTextEnabled(false)
                // No web sockets are made here, so messages need not be searched for their extensions.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpKeepAlive(true);
        HttpServer made = vertx.createHttpServer(options)
                .connectionHandler(
                        client -> HttpWire.watch(client, options, new ClientWatch(settings.sending(), state)))
                .invalidRequestHandler(ClientSide::refuseMalformed)
                .requestHandler(request -> new Forwarding(vertx, this, request).begin());
        server = made;
        made.listen()
                .onSuccess(listening -> state.listensAt(listening.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    @Override
    public void stop(Promise<Void> stopped) {
        HttpServer listening = server;
        if (listening == null) {
            stopped.complete();
        } else {
            listening.close().onComplete(stopped);
        }
    }

    Upstream upstream() {
        Upstream known = upstream;
        if (known == null) {
            throw new IllegalStateException("the proxy was not started");
        }
        return known;
    }

    Onlookers onlookers() {
        return onlookers;
    }

    WaitingRoom room() {
        return state.room();
    }

    boolean isDraining() {
        return state.isDraining();
    }

    void begun() {
        state.begun();
    }

    void ended() {
        state.ended();
    }
}
