// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.settings;

import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the Kafka connector the topics to read: those of every format, or that of panes where others read telemetry. So a file of settings
 * needs no list of formats, where a new format could be forgotten and its topics would stay unread.
 */
public class TopicsOfTheFeed implements ConfigSourceInterceptor {
    static final String KEY = "mp.messaging.incoming.telemetry.topics";

    private static final String SOURCE = "headroom.feed.source";
    private static final String PANES = "headroom.panes.topic";
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Interceptors are never written.
    private final List<TelemetryFormat> formats;

    /** Of the formats that the service reads; called by SmallRye Config. */
    public TopicsOfTheFeed() {
        this(TelemetryFormats.ALL);
    }

    /** Of some formats. */
    public TopicsOfTheFeed(List<TelemetryFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (!name.equals(KEY)) {
            return context.proceed(name);
        }
        boolean ofPanes = text(context, SOURCE)
                .filter(HeadroomSettings.Feed.Source.PANES.name()::equalsIgnoreCase)
                .isPresent();
        return ConfigValue.builder()
                .withName(KEY)
                .withValue(ofPanes ? text(context, PANES).orElse("") : ofTelemetry(context))
                .build();
    }

    private String ofTelemetry(ConfigSourceInterceptorContext context) {
        return formats.stream()
                .flatMap(format -> text(context, TopicsByFormat.keyOf(format))
                        .map(TopicList::of)
                        .map(TopicList::names)
                        .orElse(format.topics())
                        .stream())
                .collect(Collectors.joining(","));
    }

    private static Optional<String> text(ConfigSourceInterceptorContext context, String name) {
        return Optional.ofNullable(context.proceed(name)).map(ConfigValue::getValue);
    }
}
