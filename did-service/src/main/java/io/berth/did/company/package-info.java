/** The people of a company, and what they may do in the console. */
@NullMarked
package io.berth.did.company;

import org.jspecify.annotations.NullMarked;
