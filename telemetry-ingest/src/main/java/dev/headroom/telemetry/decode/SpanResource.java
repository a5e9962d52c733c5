// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Origin;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sender of a number of spans. Each question is answered when it is first asked, for all of the spans. One thread. */
final class SpanResource {
    private final List<KeyValue> attributes;
    private @Nullable Origin sender;
    private @Nullable Origin called;

    /** That has these attributes. */
    SpanResource(List<KeyValue> attributes) {
        this.attributes = attributes;
    }

    /** Where the sender itself runs. */
    Origin sender() {
        Origin known = sender;
        if (known == null) {
            known = OriginAttributes.originOf(attributes);
            sender = known;
        }
        return known;
    }

    /** The server that the sender states; the sender's own location is not included. */
    Origin called() {
        Origin known = called;
        if (known == null) {
            known = OriginAttributes.calledBy(attributes);
            called = known;
        }
        return known;
    }
}
