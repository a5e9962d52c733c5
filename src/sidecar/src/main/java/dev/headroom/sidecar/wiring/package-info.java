/** The one place where the sidecar's parts meet. In: settings. Out: a running sidecar, its health. Never: logic of theirs. */
@NullMarked
package dev.headroom.sidecar.wiring;

import org.jspecify.annotations.NullMarked;
