// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.Optional;

/** What a record says beside its value: the format that it is in, and the attributes of a CloudEvent. */
@FunctionalInterface
public interface RecordHeaders {
    /** A record that says nothing beside its value. */
    RecordHeaders NONE = name -> Optional.empty();

    /** The header that names the media type of the value. */
    String CONTENT_TYPE = "content-type";

    /**
     * A header's text.
     *
     * @param name of the header, small letters
     * @return the newest of that name; empty where there is none or it has no value
     */
    Optional<String> valueOf(String name);
}
