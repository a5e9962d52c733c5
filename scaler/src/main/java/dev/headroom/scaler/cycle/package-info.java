/**
 * One turn of the path for one workload, and the latest plan of each. In: snapshots, policies, profiles. Out: plans.
 *
 * <p>Never: frameworks; the instant is an argument.
 */
@NullMarked
package dev.headroom.scaler.cycle;

import org.jspecify.annotations.NullMarked;
