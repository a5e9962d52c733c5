/** Views for people over HTTP: each workload's plan with its reasons, and readiness. In: plans. Out: JSON. Never: deciding. */
@NullMarked
package dev.headroom.scaler.edge.web;

import org.jspecify.annotations.NullMarked;
