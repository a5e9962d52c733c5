// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.settings;

import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Topics as a setting names them, with commas between. An empty text names none, and differs from an absent setting.
 *
 * @param names without blanks around them
 */
public record TopicList(List<String> names) {
    /** Copies the names. */
    public TopicList {
        names = List.copyOf(names);
    }

    static TopicList of(String text) {
        return new TopicList(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
    }

    /** Reads it from a setting, an empty one as well. */
    public static final class Reader implements Converter<TopicList> {
        private static final long serialVersionUID = 1L;

        @Override
        public TopicList convert(String text) {
            return of(text);
        }
    }
}
