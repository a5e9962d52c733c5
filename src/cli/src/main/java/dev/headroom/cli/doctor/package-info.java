/** {@code headroom doctor}: asks a running service for its findings. In: its address. Out: findings as text or JSON, and an exit code. */
@NullMarked
package dev.headroom.cli.doctor;

import org.jspecify.annotations.NullMarked;
