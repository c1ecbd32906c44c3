/** Terms of apps: what operators propose, and what owners accept. */
@NullMarked
package io.berth.api.terms;

import org.jspecify.annotations.NullMarked;
