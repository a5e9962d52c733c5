// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The persisted name of something that outlives the process: in a decision log, or in the topic of plans. So Java's name may change, and
 * older files can still be read. Every kind of a sealed type has one. An enum's word and a record's component need it only when Java's name
 * differs from the first written one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Persisted {
    /** The written name. Empty: Java's, of a word in lower case. */
    String value() default "";

    /**
     * Of a component: the JSON that a text without it means, such as {@code false} or {@code []}. Empty: it must be there, unless it
     * is an {@link java.util.Optional}.
     */
    String absent() default "";
}
