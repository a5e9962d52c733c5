/** Kinds of custom resources. In: objects, schema files of ours. Out: findings of structure and of CEL rules. Never: a second object. */
@NullMarked
package dev.headroom.manifests.rule;

import org.jspecify.annotations.NullMarked;
