/** Users as apps know them, and their friends and scores. */
@NullMarked
package io.berth.api.user;

import org.jspecify.annotations.NullMarked;
