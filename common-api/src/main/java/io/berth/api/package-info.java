/**
 * The one language of the core: commands, outcomes and error codes. Each subpackage has those of
 * one topic.
 */
@NullMarked
package io.berth.api;

import org.jspecify.annotations.NullMarked;
