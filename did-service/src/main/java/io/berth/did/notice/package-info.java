/** Notices by mail about a person's own account. */
@NullMarked
package io.berth.did.notice;

import org.jspecify.annotations.NullMarked;
