/** Telemetry. */
package dev.headroom.telemetry;
