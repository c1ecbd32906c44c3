/** What is stored of a person, and its erasure. */
@NullMarked
package io.berth.did.person;

import org.jspecify.annotations.NullMarked;
