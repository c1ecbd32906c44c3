/** Companies and the people who work in them. */
@NullMarked
package io.berth.api.company;

import org.jspecify.annotations.NullMarked;
