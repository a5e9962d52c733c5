/**
 * The service as a process of its own.
 *
 * <p>In: settings. Out: a running process and what it says over HTTP. Never: the classes of the service.
 */
@NullMarked
package dev.headroom.lab.service;

import org.jspecify.annotations.NullMarked;
