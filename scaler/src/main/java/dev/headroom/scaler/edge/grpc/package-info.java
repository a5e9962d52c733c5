/**
 * KEDA's external scaler API. In: calls with a trigger's metadata. Out: exactly one whole number, or a status with a sentence.
 *
 * <p>Answers come from memory. Never: planning, waiting.
 */
@NullMarked
package dev.headroom.scaler.edge.grpc;

import org.jspecify.annotations.NullMarked;
