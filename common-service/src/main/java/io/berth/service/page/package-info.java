/** Common parts of all pages: look, language, security. */
@NullMarked
package io.berth.service.page;

import org.jspecify.annotations.NullMarked;
