/** Scaler. */
package dev.headroom.scaler;
