// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

/** Connections to the server, all on the event loop of their creator. */
final class Upstream {
    /** More than a server takes: how many requests it works on is its own affair. */
    private static final int MOST_CONNECTIONS = 100_000;

    private final HttpClient client;

    Upstream(Vertx vertx, ProxySettings settings) {
        HttpClientOptions options = new HttpClientOptions()
                .setDefaultHost(settings.upstreamHost())
                .setDefaultPort(settings.upstreamPort())
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setKeepAlive(!settings.keepAlive().isZero())
                .setMaxHeaderSize(Limits.HEAD_BYTES)
                .setMaxInitialLineLength(Limits.LINE_BYTES)
                .setMaxChunkSize(Limits.PIECE_BYTES)
                // A server that vanished without a word is noticed at last.
                .setTcpKeepAlive(true);
        if (!settings.keepAlive().isZero()) {
            options.setKeepAliveTimeout((int) settings.keepAlive().toSeconds());
        }
        this.client = vertx.createHttpClient(options);
    }

    /** A request that can be sent, once there is a connection; a failure means that nothing was sent. */
    Future<HttpClientRequest> connect(HttpServerRequest like) {
        return client.request(new RequestOptions().setMethod(like.method()).setURI(like.uri()));
    }
}
