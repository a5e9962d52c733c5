// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.Optional;

/** A record's headers: its format, and the attributes of a CloudEvent. */
@FunctionalInterface
public interface RecordHeaders {
    /** A record that says nothing beside its value. */
    RecordHeaders NONE = name -> Optional.empty();

    /** The header that names the media type of the value. */
    String CONTENT_TYPE = "content-type";

    /** The header of a stub, a record of Headroom without a value in the place of a skipped one: the reason's name. */
    String SKIPPED = "headroom-skipped";

    /**
     * A header's text.
     *
     * @param name of the header, small letters
     * @return the newest of that name; empty where it does not exist or has no value
     */
    Optional<String> valueOf(String name);
}
