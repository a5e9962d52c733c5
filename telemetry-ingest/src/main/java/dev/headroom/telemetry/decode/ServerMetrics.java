// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.MetricPoints.Point;
import java.util.Map;
import java.util.Set;

/** The load metrics of one kind of server, and the meaning of their labels. */
interface ServerMetrics {
    /** The name of the model that is served, where a server labels its metrics with it. */
    String MODEL = "model_name";

    /** By the names that the server's page shows. */
    Map<String, MetricNames.Meaning> asShown();

    /** The labels that are read. */
    default Set<String> labels() {
        return Set.of(MODEL);
    }

    /** The engine of the server that a point describes; empty text where servers of the kind show one. */
    default String engineOf(Point point) {
        return "";
    }

    /**
     * The part of the engine that a point describes. Gauges of several parts add up, while two points about the same part repeat each
     * other.
     */
    default String partOf(Point point) {
        return "";
    }

    /** Whether a point is a part of a value that another point has as a whole. */
    default boolean isSplit(Point point) {
        return false;
    }
}
