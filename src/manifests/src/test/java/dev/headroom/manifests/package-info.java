/**
 * Checks of everything below {@code deploy/}, without a cluster. In: manifests, charts, overlays. Out: findings, in one sentence
 * each. Never: network, Docker (but for the test that says so).
 */
@NullMarked
package dev.headroom.manifests;

import org.jspecify.annotations.NullMarked;
