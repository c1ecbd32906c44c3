/** Applications of owners with their apps, and operators' decisions. */
@NullMarked
package io.berth.did.application;

import org.jspecify.annotations.NullMarked;
