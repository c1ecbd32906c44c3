/** Companies, their members and the permissions of members in the console. */
@NullMarked
package io.berth.did.company;

import org.jspecify.annotations.NullMarked;
