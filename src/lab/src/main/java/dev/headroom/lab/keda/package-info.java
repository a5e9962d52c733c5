/**
 * KEDA and the HPA as clients of the external scaler, with their arithmetic.
 *
 * <p>In: answers of the gRPC API. Out: the replica count the HPA would set. Never: knowledge of how the answer came about.
 */
@NullMarked
package dev.headroom.lab.keda;

import org.jspecify.annotations.NullMarked;
