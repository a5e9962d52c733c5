// SPDX-License-Identifier: Apache-2.0
/** Pages that are made from the code. In: a page and what a test makes. Out: equality, or the page anew. Never: the product's code. */
package dev.headroom.telemetry.page;
