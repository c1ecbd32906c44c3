/** Data that is stored of a person, and its erasure. */
@NullMarked
package io.berth.api.person;

import org.jspecify.annotations.NullMarked;
