/** Registration of people. */
@NullMarked
package io.berth.did.registration;

import org.jspecify.annotations.NullMarked;
