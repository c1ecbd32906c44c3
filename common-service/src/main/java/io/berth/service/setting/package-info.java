/** Refuses settings that no service knows. */
@NullMarked
package io.berth.service.setting;

import org.jspecify.annotations.NullMarked;
