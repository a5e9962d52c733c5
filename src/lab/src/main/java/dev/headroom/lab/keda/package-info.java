/**
 * KEDA and the HPA as clients of the external scaler, with their arithmetic.
 *
 * <p>In: answers of a scaler, over gRPC or on virtual time. Out: the replica count that KEDA or the HPA would set. Never: knowledge of
 * how the answer came about.
 */
@NullMarked
package dev.headroom.lab.keda;

import org.jspecify.annotations.NullMarked;
