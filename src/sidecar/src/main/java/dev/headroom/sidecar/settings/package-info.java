/** Configuration keys to settings records. In: configuration. Out: typed values with defaults and their reasons. Never: logic. */
@NullMarked
package dev.headroom.sidecar.settings;

import org.jspecify.annotations.NullMarked;
