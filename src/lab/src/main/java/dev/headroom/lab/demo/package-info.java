/**
 * Everything on one machine: broker, service, simulated servers, KEDA.
 *
 * <p>In: options. Out: a story and a table while it runs, a summary and a verdict at its end. Never: models; it only joins the parts.
 */
@NullMarked
package dev.headroom.lab.demo;

import org.jspecify.annotations.NullMarked;
