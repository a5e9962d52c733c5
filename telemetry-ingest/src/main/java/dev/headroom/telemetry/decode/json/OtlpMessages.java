// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import com.google.protobuf.ProtocolMessageEnum;
import dev.headroom.telemetry.decode.json.JsonMessage.Shape;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of OTLP's messages that a decoder reads: nothing else passes from JSON into the service. */
final class OtlpMessages {
    /** The name of an unknown number in generated enums; it has no number of its own. */
    private static final String UNKNOWN = "UNRECOGNIZED";

    static final JsonMessage ANY_VALUE = new JsonMessage()
            .with("stringValue", AnyValue.STRING_VALUE_FIELD_NUMBER, Shape.TEXT)
            .with("boolValue", AnyValue.BOOL_VALUE_FIELD_NUMBER, Shape.BOOL)
            .with("intValue", AnyValue.INT_VALUE_FIELD_NUMBER, Shape.WHOLE)
            .with("doubleValue", AnyValue.DOUBLE_VALUE_FIELD_NUMBER, Shape.DOUBLE)
            .with("arrayValue", AnyValue.ARRAY_VALUE_FIELD_NUMBER, Shape.MESSAGE, OtlpMessages::arrayValue)
            .with("kvlistValue", AnyValue.KVLIST_VALUE_FIELD_NUMBER, Shape.MESSAGE, OtlpMessages::attributeList);

    private static final JsonMessage ARRAY_VALUE =
            new JsonMessage().with("values", ArrayValue.VALUES_FIELD_NUMBER, Shape.MESSAGES, () -> ANY_VALUE);

    /** A text in a log record's body is a conversation; attributes in it are as good as those beside it. */
    private static final JsonMessage BODY = new JsonMessage()
            .with("kvlistValue", AnyValue.KVLIST_VALUE_FIELD_NUMBER, Shape.MESSAGE, OtlpMessages::attributeList);

    private static final JsonMessage ATTRIBUTE_LIST =
            new JsonMessage().with("values", KeyValueList.VALUES_FIELD_NUMBER, Shape.ATTRIBUTES);

    private static final JsonMessage RESOURCE =
            new JsonMessage().with("attributes", Resource.ATTRIBUTES_FIELD_NUMBER, Shape.ATTRIBUTES);

    private static final JsonMessage STATUS =
            new JsonMessage().withEnum("code", Status.CODE_FIELD_NUMBER, numbers(Status.StatusCode.values()));

    private static final JsonMessage SPAN = new JsonMessage()
            .with("traceId", Span.TRACE_ID_FIELD_NUMBER, Shape.TRACE_ID)
            .with("spanId", Span.SPAN_ID_FIELD_NUMBER, Shape.SPAN_ID)
            .with("name", Span.NAME_FIELD_NUMBER, Shape.TEXT)
            .withEnum("kind", Span.KIND_FIELD_NUMBER, numbers(Span.SpanKind.values()))
            .with("startTimeUnixNano", Span.START_TIME_UNIX_NANO_FIELD_NUMBER, Shape.FIXED64)
            .with("endTimeUnixNano", Span.END_TIME_UNIX_NANO_FIELD_NUMBER, Shape.FIXED64)
            .with("attributes", Span.ATTRIBUTES_FIELD_NUMBER, Shape.ATTRIBUTES)
            .with("status", Span.STATUS_FIELD_NUMBER, Shape.MESSAGE, () -> STATUS);

    private static final JsonMessage SCOPE_SPANS =
            new JsonMessage().with("spans", ScopeSpans.SPANS_FIELD_NUMBER, Shape.MESSAGES, () -> SPAN);

    private static final JsonMessage RESOURCE_SPANS = new JsonMessage()
            .with("resource", ResourceSpans.RESOURCE_FIELD_NUMBER, Shape.MESSAGE, () -> RESOURCE)
            .with("scopeSpans", ResourceSpans.SCOPE_SPANS_FIELD_NUMBER, Shape.MESSAGES, () -> SCOPE_SPANS);

    static final JsonMessage TRACES = new JsonMessage()
            .with("resourceSpans", TracesData.RESOURCE_SPANS_FIELD_NUMBER, Shape.MESSAGES, () -> RESOURCE_SPANS);

    private static final Map<String, Integer> TEMPORALITIES = numbers(AggregationTemporality.values());

    private static final JsonMessage NUMBER = new JsonMessage()
            .with("attributes", NumberDataPoint.ATTRIBUTES_FIELD_NUMBER, Shape.ATTRIBUTES)
            .with("timeUnixNano", NumberDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, Shape.FIXED64)
            .with("asDouble", NumberDataPoint.AS_DOUBLE_FIELD_NUMBER, Shape.DOUBLE)
            .with("asInt", NumberDataPoint.AS_INT_FIELD_NUMBER, Shape.FIXED64)
            .with("flags", NumberDataPoint.FLAGS_FIELD_NUMBER, Shape.WHOLE);

    private static final JsonMessage HISTOGRAM_POINT = new JsonMessage()
            .with("attributes", HistogramDataPoint.ATTRIBUTES_FIELD_NUMBER, Shape.ATTRIBUTES)
            .with("timeUnixNano", HistogramDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, Shape.FIXED64)
            .with("count", HistogramDataPoint.COUNT_FIELD_NUMBER, Shape.FIXED64)
            .with("flags", HistogramDataPoint.FLAGS_FIELD_NUMBER, Shape.WHOLE);

    private static final JsonMessage EXPONENTIAL_POINT = new JsonMessage()
            .with("attributes", ExponentialHistogramDataPoint.ATTRIBUTES_FIELD_NUMBER, Shape.ATTRIBUTES)
            .with("timeUnixNano", ExponentialHistogramDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, Shape.FIXED64)
            .with("count", ExponentialHistogramDataPoint.COUNT_FIELD_NUMBER, Shape.FIXED64)
            .with("flags", ExponentialHistogramDataPoint.FLAGS_FIELD_NUMBER, Shape.WHOLE);

    private static final JsonMessage GAUGE =
            new JsonMessage().with("dataPoints", Gauge.DATA_POINTS_FIELD_NUMBER, Shape.MESSAGES, () -> NUMBER);

    private static final JsonMessage SUM = new JsonMessage()
            .with("dataPoints", Sum.DATA_POINTS_FIELD_NUMBER, Shape.MESSAGES, () -> NUMBER)
            .withEnum("aggregationTemporality", Sum.AGGREGATION_TEMPORALITY_FIELD_NUMBER, TEMPORALITIES);

    private static final JsonMessage HISTOGRAM = new JsonMessage()
            .with("dataPoints", Histogram.DATA_POINTS_FIELD_NUMBER, Shape.MESSAGES, () -> HISTOGRAM_POINT)
            .withEnum("aggregationTemporality", Histogram.AGGREGATION_TEMPORALITY_FIELD_NUMBER, TEMPORALITIES);

    private static final JsonMessage EXPONENTIAL_HISTOGRAM = new JsonMessage()
            .with("dataPoints", ExponentialHistogram.DATA_POINTS_FIELD_NUMBER, Shape.MESSAGES, () -> EXPONENTIAL_POINT)
            .withEnum(
                    "aggregationTemporality", ExponentialHistogram.AGGREGATION_TEMPORALITY_FIELD_NUMBER, TEMPORALITIES);

    private static final JsonMessage METRIC = new JsonMessage()
            .with("name", Metric.NAME_FIELD_NUMBER, Shape.TEXT)
            .with("gauge", Metric.GAUGE_FIELD_NUMBER, Shape.MESSAGE, () -> GAUGE)
            .with("sum", Metric.SUM_FIELD_NUMBER, Shape.MESSAGE, () -> SUM)
            .with("histogram", Metric.HISTOGRAM_FIELD_NUMBER, Shape.MESSAGE, () -> HISTOGRAM)
            .with(
                    "exponentialHistogram",
                    Metric.EXPONENTIAL_HISTOGRAM_FIELD_NUMBER,
                    Shape.MESSAGE,
                    () -> EXPONENTIAL_HISTOGRAM);

    private static final JsonMessage SCOPE_METRICS =
            new JsonMessage().with("metrics", ScopeMetrics.METRICS_FIELD_NUMBER, Shape.MESSAGES, () -> METRIC);

    private static final JsonMessage RESOURCE_METRICS = new JsonMessage()
            .with("resource", ResourceMetrics.RESOURCE_FIELD_NUMBER, Shape.MESSAGE, () -> RESOURCE)
            .with("scopeMetrics", ResourceMetrics.SCOPE_METRICS_FIELD_NUMBER, Shape.MESSAGES, () -> SCOPE_METRICS);

    static final JsonMessage METRICS = new JsonMessage()
            .with("resourceMetrics", MetricsData.RESOURCE_METRICS_FIELD_NUMBER, Shape.MESSAGES, () -> RESOURCE_METRICS);

    private static final JsonMessage LOG_RECORD = new JsonMessage()
            .with("timeUnixNano", LogRecord.TIME_UNIX_NANO_FIELD_NUMBER, Shape.FIXED64)
            .with("observedTimeUnixNano", LogRecord.OBSERVED_TIME_UNIX_NANO_FIELD_NUMBER, Shape.FIXED64)
            .with("body", LogRecord.BODY_FIELD_NUMBER, Shape.MESSAGE, () -> BODY)
            .with("attributes", LogRecord.ATTRIBUTES_FIELD_NUMBER, Shape.ATTRIBUTES)
            .with("traceId", LogRecord.TRACE_ID_FIELD_NUMBER, Shape.TRACE_ID)
            .with("spanId", LogRecord.SPAN_ID_FIELD_NUMBER, Shape.SPAN_ID);

    private static final JsonMessage SCOPE_LOGS =
            new JsonMessage().with("logRecords", ScopeLogs.LOG_RECORDS_FIELD_NUMBER, Shape.MESSAGES, () -> LOG_RECORD);

    private static final JsonMessage RESOURCE_LOGS = new JsonMessage()
            .with("resource", ResourceLogs.RESOURCE_FIELD_NUMBER, Shape.MESSAGE, () -> RESOURCE)
            .with("scopeLogs", ResourceLogs.SCOPE_LOGS_FIELD_NUMBER, Shape.MESSAGES, () -> SCOPE_LOGS);

    static final JsonMessage LOGS = new JsonMessage()
            .with("resourceLogs", LogsData.RESOURCE_LOGS_FIELD_NUMBER, Shape.MESSAGES, () -> RESOURCE_LOGS);

    private OtlpMessages() {}

    private static JsonMessage arrayValue() {
        return ARRAY_VALUE;
    }

    private static JsonMessage attributeList() {
        return ATTRIBUTE_LIST;
    }

    private static <E extends Enum<E> & ProtocolMessageEnum> Map<String, Integer> numbers(E[] values) {
        return Arrays.stream(values)
                .filter(value -> !value.name().equals(UNKNOWN))
                .collect(Collectors.toUnmodifiableMap(Enum::name, ProtocolMessageEnum::getNumber));
    }
}
