/** How fast Berth is; each figure stands beside one to compare it with. */
@NullMarked
package io.berth.bench;

import org.jspecify.annotations.NullMarked;
