/** Broker. */
package dev.headroom.broker;
