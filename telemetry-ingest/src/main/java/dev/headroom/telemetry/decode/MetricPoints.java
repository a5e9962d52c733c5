// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import java.util.stream.Stream;

/**
 * The points of a metric in any shape: a number each, and for a histogram the number of observations. Points that declare no value are left
 * out, and so are those that are not numbers.
 */
final class MetricPoints {
    private static final int NO_VALUE = DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE;

    private MetricPoints() {}

    /**
     * One point.
     *
     * @param unixNanos when it was read; 0 where that is not stated
     * @param value the value read, finite
     * @param count the same as a whole number; saturated
     * @param labels labels that distinguish it from the metric's other points
     */
    record Point(long unixNanos, double value, long count, List<KeyValue> labels) {
        String label(String key) {
            for (KeyValue label : labels) {
                if (label.getKey().equals(key)) {
                    return label.getValue().getStringValue();
                }
            }
            return "";
        }
    }

    /** Gauges have no past to add up; the others report their whole sum, or only the increment since last time. */
    static boolean areCumulative(Metric metric) {
        return switch (metric.getDataCase()) {
            case SUM -> isCumulative(metric.getSum().getAggregationTemporality());
            case HISTOGRAM -> isCumulative(metric.getHistogram().getAggregationTemporality());
            case EXPONENTIAL_HISTOGRAM ->
                isCumulative(metric.getExponentialHistogram().getAggregationTemporality());
            case GAUGE, SUMMARY, DATA_NOT_SET -> true;
        };
    }

    static boolean areNumbers(Metric metric) {
        return metric.hasGauge() || metric.hasSum();
    }

    static boolean areObservations(Metric metric) {
        return metric.hasHistogram() || metric.hasExponentialHistogram();
    }

    static Stream<Point> of(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> numbers(metric.getGauge().getDataPointsList());
            case SUM -> numbers(metric.getSum().getDataPointsList());
            case HISTOGRAM ->
                metric.getHistogram().getDataPointsList().stream()
                        .filter(point -> hasValue(point.getFlags()))
                        .map(point -> whole(point.getTimeUnixNano(), point.getCount(), point.getAttributesList()));
            case EXPONENTIAL_HISTOGRAM ->
                metric.getExponentialHistogram().getDataPointsList().stream()
                        .filter(point -> hasValue(point.getFlags()))
                        .map(point -> whole(point.getTimeUnixNano(), point.getCount(), point.getAttributesList()));
            case SUMMARY, DATA_NOT_SET -> Stream.empty();
        };
    }

    private static Stream<Point> numbers(List<NumberDataPoint> points) {
        return points.stream()
                .filter(point ->
                        hasValue(point.getFlags()) && point.getValueCase() != NumberDataPoint.ValueCase.VALUE_NOT_SET)
                .map(MetricPoints::point)
                .filter(point -> Double.isFinite(point.value()));
    }

    private static Point point(NumberDataPoint point) {
        return point.hasAsInt()
                ? whole(point.getTimeUnixNano(), point.getAsInt(), point.getAttributesList())
                : new Point(
                        point.getTimeUnixNano(),
                        point.getAsDouble(),
                        Math.round(point.getAsDouble()),
                        point.getAttributesList());
    }

    private static Point whole(long unixNanos, long count, List<KeyValue> labels) {
        return new Point(unixNanos, (double) count, count, labels);
    }

    private static boolean hasValue(int flags) {
        return (flags & NO_VALUE) == 0;
    }

    private static boolean isCumulative(AggregationTemporality temporality) {
        return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    }
}
