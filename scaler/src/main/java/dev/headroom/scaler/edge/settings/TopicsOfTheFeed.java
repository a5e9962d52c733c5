// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.settings;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leaves no empty names in the list of topics that the Kafka connector reads: it is put together from settings some of which may name
 * none, and an empty name would be asked of the broker.
 */
public class TopicsOfTheFeed implements ConfigSourceInterceptor {
    static final String KEY = "mp.messaging.incoming.telemetry.topics";

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return value == null || value.getValue() == null || !name.equals(KEY)
                ? value
                : value.withValue(withoutBlanks(value.getValue()));
    }

    private static String withoutBlanks(String topics) {
        return Arrays.stream(topics.split(","))
                .map(String::strip)
                .filter(topic -> !topic.isEmpty())
                .collect(Collectors.joining(","));
    }
}
