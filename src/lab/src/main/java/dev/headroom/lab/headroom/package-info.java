// SPDX-License-Identifier: Apache-2.0
/**
 * Headroom itself as a policy of the simulator: its real path, from the bytes of telemetry to the plan, on virtual time.
 *
 * <p>In: a policy's and a profile's text, what pods tell and the cluster shows. Out: the replicas that KEDA and the HPA would set.
 * Never: the engine's truth, a socket, a clock.
 */
@NullMarked
package dev.headroom.lab.headroom;

import org.jspecify.annotations.NullMarked;
