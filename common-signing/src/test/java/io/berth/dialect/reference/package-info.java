/** Generates the API documents of the dialects from their declarations and golden files. */
@NullMarked
package io.berth.dialect.reference;

import org.jspecify.annotations.NullMarked;
