/** Names that belong to companies, so that no company passes for another. */
@NullMarked
package io.berth.did.name;

import org.jspecify.annotations.NullMarked;
