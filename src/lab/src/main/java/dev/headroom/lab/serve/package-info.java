/**
 * The service, or the sidecar, in the foreground.
 *
 * <p>In: options. Out: the exit code of the service process. Never: defaults of its own beside the ports.
 */
@NullMarked
package dev.headroom.lab.serve;

import org.jspecify.annotations.NullMarked;
