// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * OpenMetrics, which has exemplars, for those who name it, and Prometheus' text for all others. Quarkus decides the other way round: it
 * gives text to Prometheus, which names both, and OpenMetrics to those who name neither.
 */
@Singleton
public class MetricsFormat {
    private static final String PATH = "/q/metrics";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    /** The one version that Quarkus writes. */
    private static final String OPEN_METRICS_1 = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    private static final String TEXT = "text/plain";
    private static final int FIRST = 100;

    void register(@Observes Filters filters) {
        filters.register(MetricsFormat::choose, FIRST);
    }

    private static void choose(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (PATH.equals(request.path())) {
            request.headers().set(HttpHeaders.ACCEPT, formatFor(request.getHeader(HttpHeaders.ACCEPT)));
        }
        context.next();
    }

    /** The one format that a client gets. */
    static String formatFor(@Nullable String accepted) {
        return accepted != null && accepted.contains(OPEN_METRICS) ? OPEN_METRICS_1 : TEXT;
    }
}
