/** How long old rows stay, and how many are deleted. */
@NullMarked
package io.berth.service.retention;

import org.jspecify.annotations.NullMarked;
