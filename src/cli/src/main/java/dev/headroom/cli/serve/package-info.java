/**
 * The service, or the sidecar, in the launcher's place.
 *
 * <p>In: options. Out: the command that the launcher runs next. Never: defaults of its own beside the ports.
 */
@NullMarked
package dev.headroom.cli.serve;

import org.jspecify.annotations.NullMarked;
