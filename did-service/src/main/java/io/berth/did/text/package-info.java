/** Rules of the texts that people type: mail addresses, names, passwords and codes. */
@NullMarked
package io.berth.did.text;

import org.jspecify.annotations.NullMarked;
