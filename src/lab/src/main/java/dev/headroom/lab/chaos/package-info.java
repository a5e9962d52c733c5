// SPDX-License-Identifier: Apache-2.0
/**
 * {@code headroom lab chaos}: real processes of the service beside real brokers, and what their answers are while something breaks.
 *
 * <p>In: names of faults. Out: a row a fault: whether the answer fell, was none, and how soon all was as before. Never: simulated time
 * where a fault depends on real time, nor the classes of the service.
 */
@NullMarked
package dev.headroom.lab.chaos;

import org.jspecify.annotations.NullMarked;
